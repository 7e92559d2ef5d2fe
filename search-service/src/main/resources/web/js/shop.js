/** The shop's front door. */
import { header } from './parts/header.js';
import { footer } from './parts/footer.js';
import { startLiveShelf } from './parts/live-shelf.js';
import { startNotice } from './parts/notice.js';
import { updates } from './updates.js';
import { startRouter } from './router.js';
import { homePage } from './pages/home.js';
import { categoryPage } from './pages/category.js';
import { picksPage } from './pages/picks.js';
import { allPage, searchPage } from './pages/search.js';
import { productPage } from './pages/product.js';
import { basketPage } from './pages/basket.js';
import { orderPage } from './pages/order.js';

const main = document.querySelector('main');
main.before(header());
main.after(footer());

updates.start();
startLiveShelf();
startNotice();
startRouter(main, [
  [/^#?\/?$/, homePage],
  [/^#\/category\/([^?]+)(?:\?.*)?$/, categoryPage],
  [/^#\/search\/([^?]+)(?:\?.*)?$/, searchPage],
  [/^#\/all(?:\?.*)?$/, allPage],
  [/^#\/picks$/, picksPage],
  [/^#\/item\/(.+)$/, productPage],
  [/^#\/basket$/, basketPage],
  [/^#\/thanks$/, orderPage],
], { site: 'Tidepool Gifts', lost: 'The tide may have taken it. The shop is still in its place.' });

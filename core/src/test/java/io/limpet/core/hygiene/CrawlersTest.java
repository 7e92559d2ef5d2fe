package io.limpet.core.hygiene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrawlersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (compatible; SomeNewBot/1.0)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "facebookexternalhit/1.1",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
      })
  void knowsWhoSaysThatItCrawls(String agent) {
    assertThat(Crawlers.DECLARED.tokenIn(agent)).isNotNull();
    assertThat(Crawlers.AND_TOOLS.tokenIn(agent)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python-requests/2.32.3",
        "curl/8.14.1",
        "okhttp/4.12.0",
        "Java-http-client/21.0.1",
        "MyShop/2.0 (+https://shop.example/contact)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36",
      })
  void holdsToolsAgainstVisitorsAndNotAgainstServersOfTheShop(String agent) {
    assertThat(Crawlers.DECLARED.tokenIn(agent)).isNull();
    assertThat(Crawlers.AND_TOOLS.tokenIn(agent)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 380.0.0.28.104",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:141.0) Gecko/20100101 Firefox/141.0",
      })
  void knowsBrowsersOfPeople(String agent) {
    assertThat(Crawlers.AND_TOOLS.tokenIn(agent)).isNull();
  }

  @Test
  void takesTokensInAndOut() {
    Crawlers changed = Crawlers.AND_TOOLS.changed(" ShopCheck , -curl/,");
    assertThat(changed.tokenIn("shopcheck 1")).isEqualTo("shopcheck");
    assertThat(changed.tokenIn("curl/8")).isNull();
    assertThatThrownBy(() -> Crawlers.DECLARED.changed("ab")).hasMessageContaining("\"ab\"");
    assertThatThrownBy(() -> Crawlers.DECLARED.changed("-nobody"))
        .hasMessageContaining("\"-nobody\"");
  }
}

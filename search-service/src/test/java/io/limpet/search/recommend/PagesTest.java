package io.limpet.search.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.search.recommend.Pages.Left;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final long NOW = 1_800_000_000_000L;
  private final Pages pages = new Pages("a key that is long enough");

  private static Left left(int items) {
    List<Pages.Item> all = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      all.add(new Pages.Item("ïtem " + i, i / 7f, "user-vector"));
    }
    return new Left("r-1", "g1", "anonymous:ä", "home", NOW, 20, all);
  }

  @Test
  void readsWhatItWroteAndSoDoesAReplicaWithTheSameKey() {
    String cursor = pages.write(left(200));
    assertThat(pages.read(cursor, NOW)).isEqualTo(left(200));
    assertThat(new Pages("a key that is long enough").read(cursor, NOW)).isEqualTo(left(200));
    assertThat(cursor).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void aCursorThatWasChangedAnywhereIsRefused() {
    String cursor = pages.write(left(2));
    for (int i = 0; i < cursor.length(); i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
      assertThatThrownBy(() -> pages.read(changed, NOW)).isInstanceOf(CursorException.class);
      String cut = cursor.substring(0, i);
      assertThatThrownBy(() -> pages.read(cut, NOW)).isInstanceOf(CursorException.class);
    }
    assertThatThrownBy(() -> pages.read("no cursor!", NOW))
        .isInstanceOfSatisfying(CursorException.class, e -> assertThat(e.isGone()).isFalse());
  }

  @Test
  void aCursorOfAReleaseThatDidNotCountWhatWasShownIsGone() {
    byte[] bytes = Base64.getUrlDecoder().decode(pages.write(left(2)));
    bytes[0] = 1;
    String earlier = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    assertThatThrownBy(() -> pages.read(earlier, NOW))
        .isInstanceOfSatisfying(CursorException.class, e -> assertThat(e.isGone()).isTrue())
        .hasMessageContaining("earlier release");
  }

  @Test
  void aCursorOfAnotherKeyOrAnHourAgoIsGone() {
    String cursor = pages.write(left(2));
    assertThatThrownBy(() -> new Pages(null).read(cursor, NOW))
        .isInstanceOfSatisfying(CursorException.class, e -> assertThat(e.isGone()).isTrue())
        .hasMessageContaining("LIMPET_CURSOR_KEY");
    assertThatThrownBy(() -> pages.read(cursor, NOW + Pages.LIFETIME_MILLIS + 1))
        .isInstanceOfSatisfying(CursorException.class, e -> assertThat(e.isGone()).isTrue())
        .hasMessageContaining("ask again without the cursor");
  }
}

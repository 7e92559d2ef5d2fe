package io.limpet.core.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> NAMES =
      List.of("session-gap", "parallelism", "http-port", "bot-views-hour", "bot-views-day");

  @ParameterizedTest
  @CsvSource({
    "sesion-gap, session-gap",
    "session_gap, session-gap",
    "gap-session, ''",
    "paralellism, parallelism",
    "htpp-port, http-port",
    "bot-views-huor, bot-views-hour",
    "something-else, ''",
  })
  void namesWhatWasMeantOrNothing(String wrong, String meant) {
    assertThat(Nearest.of(wrong, NAMES).orElse("")).isEqualTo(meant);
  }

  @Test
  void countsSlipsAsTheRecursionThatDefinesThem() {
    var random = new Random(41);
    for (int i = 0; i < 500; i++) {
      String a = word(random);
      String b = word(random);
      assertThat(Nearest.slips(a, b)).as("%s and %s", a, b).isEqualTo(slowly(a, b));
    }
  }

  private static String word(Random random) {
    return random
        .ints(random.nextInt(7), 'a', 'd')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int slowly(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.length() + b.length();
    }
    String shorterA = a.substring(0, a.length() - 1);
    String shorterB = b.substring(0, b.length() - 1);
    char endA = a.charAt(a.length() - 1);
    char endB = b.charAt(b.length() - 1);
    int least = slowly(shorterA, shorterB) + (endA == endB ? 0 : 1);
    least = Math.min(least, Math.min(slowly(shorterA, b), slowly(a, shorterB)) + 1);
    if (!shorterA.isEmpty()
        && !shorterB.isEmpty()
        && shorterA.endsWith("" + endB)
        && shorterB.endsWith("" + endA)) {
      least =
          Math.min(
              least, slowly(a.substring(0, a.length() - 2), b.substring(0, b.length() - 2)) + 1);
    }
    return least;
  }
}

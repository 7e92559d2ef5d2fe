package io.limpet.standalone.retrain;

import io.limpet.standalone.RefusedException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a stack trains again.
 *
 * @param schedule when
 * @param model of a full training; an incremental one goes on with the model of its parent
 * @param heap of the trainer, as {@code -Xmx} takes it
 * @param predictions whether to learn what visitors will do, too: on or off
 * @param keep how many of the youngest generations stay, needed or not
 */
public record RetrainSettings(
    Schedule schedule, String model, String heap, String predictions, int keep) {
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,6})([smhd])");
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,6}[mg]");
  private static final Pattern SWITCH = Pattern.compile("on|off");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,3}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

  /**
   * The settings that these options say.
   *
   * @param every a duration, {@code 24h}
   * @param fullEvery a duration, or null
   * @throws RefusedException when one cannot be, naming it
   */
  public static RetrainSettings of(
      String every,
      @Nullable String fullEvery,
      String model,
      String heap,
      String predictions,
      String keep) {
    Duration often = duration("--retrain-every", every);
    Duration full = fullEvery == null ? null : duration("--full-retrain-every", fullEvery);
    if (full != null && full.compareTo(often) < 0) {
      throw new RefusedException(
          "--full-retrain-every is %s, less than --retrain-every %s; give as much or more"
              .formatted(fullEvery, every));
    }
    require("--retrain-model", model, NAME, "the name of a model, pooled for one");
    require("--retrain-heap", heap, SIZE, "a number and m or g, 2500m for one");
    require("--retrain-predictions", predictions, SWITCH, "on or off");
    require("--keep-generations", keep, COUNT, "a number from 1 to 9999");
    return new RetrainSettings(
        new Schedule(often, full), model, heap, predictions, Integer.parseInt(keep));
  }

  private static void require(String option, String value, Pattern pattern, String expected) {
    if (!pattern.matcher(value).matches()) {
      throw new RefusedException("%s is \"%s\"; give %s".formatted(option, value, expected));
    }
  }

  private static Duration duration(String option, String text) {
    require(option, text, DURATION, "a number and s, m, h or d, 24h for one");
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException("it just did");
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}

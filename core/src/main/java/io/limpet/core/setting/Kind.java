package io.limpet.core.setting;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What the value of a setting may be.
 *
 * @param type in a word or two
 * @param range what of the type is allowed, ready to follow it; empty for all
 * @param accepts whether a value, without blanks around it, is one
 */
public record Kind(String type, String range, Predicate<String> accepts) {

  /** Anything but nothing. */
  static Kind text() {
    return new Kind("text", "", value -> !value.isEmpty());
  }

  /** Anything, where nothing has a meaning as well. */
  static Kind optional(String type) {
    return new Kind(type, "", value -> true);
  }

  static Kind whole(long least, long most) {
    return new Kind(
        "whole number",
        "from %d to %d".formatted(least, most),
        value -> {
          try {
            long number = Long.parseLong(value);
            return number >= least && number <= most;
          } catch (NumberFormatException e) {
            return false;
          }
        });
  }

  static Kind number(double least, double most) {
    return new Kind(
        "number",
        String.format(Locale.ROOT, "from %.0f to %.0f", least, most),
        value -> {
          try {
            double number = Double.parseDouble(value);
            return number >= least && number <= most;
          } catch (NumberFormatException e) {
            return false;
          }
        });
  }

  /** A port to listen at; 0 is any that is free. */
  static Kind port() {
    return whole(0, 65_535);
  }

  static Kind duration(Duration least, Duration most) {
    return new Kind(
        "duration",
        "from %s to %s".formatted(Durations.format(least), Durations.format(most)),
        value ->
            Durations.parse(value)
                .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0)
                .isPresent());
  }

  /** A name of the IANA, or a difference to UTC. */
  static Kind zone() {
    return new Kind(
        "time zone",
        "such as Europe/London",
        value -> {
          try {
            return !ZoneId.of(value).getId().isEmpty();
          } catch (DateTimeException e) {
            return false;
          }
        });
  }

  static Kind oneOf(String... values) {
    return new Kind("one of", String.join(", ", values), List.of(values)::contains);
  }

  static Kind matching(String type, String range, String pattern) {
    return new Kind(type, range, value -> value.matches(pattern));
  }

  /** Type and range in one line. */
  public String line() {
    return range.isEmpty() ? type : type + " " + range;
  }
}

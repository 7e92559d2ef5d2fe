package io.limpet.core.event;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code survey} event asks or answers: its property {@value #PROPERTY}. The answer is the
 * event's {@code value}, a whole number.
 */
public enum SurveyKind {
  /** How likely it is that the shop is recommended, 0 to 10 (Net Promoter Score). */
  NPS("nps", 0, 10),
  /** How satisfied, 1 (not at all) to 5 (very). */
  CSAT("csat", 1, 5),
  /** Whether items are liked, 1, or not, 0. */
  THUMBS("thumbs", 0, 1),
  /** Words alone, in the property {@value #COMMENT}; has no value. */
  TEXT("text", 0, -1);

  /** The property that names the kind. */
  public static final String PROPERTY = "survey";

  /** The property that says that the question was shown, and nothing answered yet. */
  public static final String ASKED = "asked";

  /** The property with the respondent's own words; may go with any kind. */
  public static final String COMMENT = "comment";

  private static final Map<String, SurveyKind> BY_NAME =
      Stream.of(values()).collect(Collectors.toMap(SurveyKind::wireName, Function.identity()));

  private final String wireName;
  private final int least;
  private final int most;

  SurveyKind(String wireName, int least, int most) {
    this.wireName = wireName;
    this.least = least;
    this.most = most;
  }

  /** The kind of this name, {@code nps} for instance. */
  public static Optional<SurveyKind> ofWireName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /**
   * What an event asks or answers; empty for other events, for surveys of a shop's own, which name
   * no kind, and for answers that cannot be: of an event that nobody has checked.
   */
  public static Optional<SurveyKind> of(Event event) {
    String name = event.properties().get(PROPERTY);
    return event.type() != EventType.SURVEY || name == null
        ? Optional.empty()
        : ofWireName(name).filter(kind -> isAsked(event) || kind.accepts(event.value()));
  }

  /** Whether an event says that a question was shown, and not what was answered. */
  public static boolean isAsked(Event event) {
    return "true".equals(event.properties().get(ASKED));
  }

  /** The name in JSON. */
  public String wireName() {
    return wireName;
  }

  /** The lowest value. */
  public int least() {
    return least;
  }

  /** The highest value; below the lowest for what has no value. */
  public int most() {
    return most;
  }

  /** Whether this can be answered. */
  public boolean accepts(@Nullable Double value) {
    return hasValue()
        ? value != null && value == Math.rint(value) && value >= least && value <= most
        : value == null;
  }

  /** Whether an answer is a number. */
  public boolean hasValue() {
    return most >= least;
  }
}

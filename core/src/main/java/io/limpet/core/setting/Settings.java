package io.limpet.core.setting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a process and where each came from: what a caller adds, then the environment,
 * then the file, then the standard values. What is blank in environment or file is not given. Every
 * value is what its {@link Kind} says; immutable.
 */
public final class Settings {
  /** Read from the working folder unless {@code LIMPET_CONFIG} names another. */
  public static final String FILE = "limpet.properties";

  private static final String PREFIX = "LIMPET_";

  /** What Kubernetes puts into a container's environment for a Service named {@code limpet-...}. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "LIMPET_.+_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_.+)?)");

  private final Map<Setting, Value> given;

  private record Value(String text, String origin) {}

  private Settings(Map<Setting, Value> given) {
    this.given = given;
  }

  /** Those of this process. */
  public static Settings ofProcess() {
    return of(System.getenv());
  }

  /**
   * Those of an environment, and of the file that it names or that is in the working folder.
   *
   * @throws IllegalArgumentException naming the first that is no setting, with the nearest that is,
   *     or whose value it cannot have, with what it may be
   */
  public static Settings of(Map<String, String> environment) {
    String named = environment.getOrDefault(Setting.CONFIG.variable(), "").strip();
    if (!named.isEmpty()) {
      return of(environment, ConfigFile.read(Path.of(named)));
    }
    return Files.exists(Path.of(FILE))
        ? of(environment, ConfigFile.read(Path.of(FILE)))
            .with(Setting.CONFIG, FILE, "the working folder")
        : of(environment, null);
  }

  /**
   * Those of an environment and a file.
   *
   * @throws IllegalArgumentException as {@link #of(Map)}
   */
  public static Settings of(Map<String, String> environment, @Nullable ConfigFile file) {
    var given = new EnumMap<Setting, Value>(Setting.class);
    if (file != null) {
      file.values().forEach((name, text) -> take(given, ofFile(file, name), text, file.path()));
    }
    new TreeMap<>(environment)
        .forEach(
            (name, text) -> {
              if (name.startsWith(PREFIX) && !isServiceLink(name, text)) {
                take(given, ofVariable(name), text, "environment");
              }
            });
    return new Settings(given);
  }

  private static void take(Map<Setting, Value> given, Setting setting, String text, Object origin) {
    if (!text.isBlank()) {
      given.put(setting, checked(setting, text, origin.toString()));
    }
  }

  private static Setting ofFile(ConfigFile file, String name) {
    Optional<Setting> setting = Setting.named(name);
    if (setting.isPresent() && !setting.get().isOfFiles()) {
      throw new IllegalArgumentException(
          "%s says %s, which only the environment can say; give it as %s"
              .formatted(file.path(), name, setting.get().variable()));
    }
    return setting.orElseThrow(
        () ->
            unknown(
                file.path() + ": ",
                "",
                name,
                Arrays.stream(Setting.values())
                    .filter(Setting::isOfFiles)
                    .map(Setting::key)
                    .toList()));
  }

  private static Setting ofVariable(String name) {
    return Arrays.stream(Setting.values())
        .filter(setting -> setting.variable().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                unknown(
                    "",
                    PREFIX,
                    name.substring(PREFIX.length()),
                    Arrays.stream(Setting.values()).map(Setting::name).toList()));
  }

  private static boolean isServiceLink(String name, String text) {
    return SERVICE_LINK.matcher(name).matches() || text.matches("(tcp|udp|sctp)://.*");
  }

  /**
   * What is said of a name that is none.
   *
   * @param prefix of the name as it was written, {@code --} for one
   * @param right names that there are, without it
   */
  public static IllegalArgumentException unknown(
      String where, String prefix, String name, List<String> right) {
    String meant =
        Nearest.of(name, right)
            .map(nearest -> "; the nearest that is one is " + prefix + nearest)
            .orElse("");
    return new IllegalArgumentException(
        "%s%s%s is not a setting%s; docs/configuration.md lists all"
            .formatted(where, prefix, name, meant));
  }

  private static Value checked(Setting setting, String text, String origin) {
    var value = new Value(text.strip(), origin);
    if (!setting.kind().accepts().test(value.text())) {
      throw wrong(setting, value, "");
    }
    return value;
  }

  /** The same settings with one that is said by something nearer than the environment. */
  public Settings with(Setting setting, String text, String origin) {
    var changed = new EnumMap<Setting, Value>(Setting.class);
    changed.putAll(given);
    changed.put(setting, checked(setting, text, origin));
    return new Settings(changed);
  }

  /** The same settings with those properties of a JVM that are settings of this part. */
  public Settings with(Properties properties, Part part) {
    Settings changed = this;
    for (Setting setting : Setting.of(part)) {
      String text = properties.getProperty(setting.property());
      if (text != null && !text.isBlank()) {
        changed = changed.with(setting, text, "property " + setting.property());
      }
    }
    return changed;
  }

  /** Whether somebody gave it a value. */
  public boolean isGiven(Setting setting) {
    return given.containsKey(setting);
  }

  /** Its value, as it is written. */
  public String text(Setting setting) {
    return value(setting).text();
  }

  /** Where its value came from: {@code environment}, the path of a file, {@code default}, ... */
  public String origin(Setting setting) {
    return value(setting).origin();
  }

  /** The value of a whole number. */
  public int whole(Setting setting) {
    return Integer.parseInt(text(setting));
  }

  /** The value of a number. */
  public double number(Setting setting) {
    return Double.parseDouble(text(setting));
  }

  /** The value of a duration. */
  public Duration duration(Setting setting) {
    return Durations.parse(text(setting)).orElseThrow();
  }

  private Value value(Setting setting) {
    Value value = given.get(setting);
    return value == null ? new Value(setting.standard(), "default") : value;
  }

  /** What is said of a value that cannot be, for a reason that its kind does not know. */
  public IllegalArgumentException wrong(Setting setting, String why) {
    return wrong(setting, value(setting), why);
  }

  private static IllegalArgumentException wrong(Setting setting, Value value, String why) {
    String shown =
        setting.isSecret()
            ? "has %d characters".formatted(value.text().length())
            : "is \"%s\"".formatted(value.text());
    return new IllegalArgumentException(
        "%s (%s) %s, from %s; give %s%s: %s%s"
            .formatted(
                setting.key(),
                setting.variable(),
                shown,
                value.origin(),
                setting.kind().line(),
                setting.standard().isEmpty() ? "" : ", " + setting.standard() + " for one",
                setting.meaning(),
                why.isEmpty() ? "" : " (" + why + ")"));
  }
}

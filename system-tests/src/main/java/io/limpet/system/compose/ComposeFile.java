package io.limpet.system.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** What {@code docker-compose.yml} says, for what holds it to its word. */
public final class ComposeFile {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+:-([^}]*)}");

  private final Map<String, Map<String, Object>> services;

  private ComposeFile(Map<String, Map<String, Object>> services) {
    this.services = services;
  }

  /** The one at the root of the repository. */
  @SuppressWarnings("unchecked")
  public static ComposeFile read() {
    try {
      Map<String, Object> file =
          new Yaml().load(Files.readString(repository().resolve("docker-compose.yml")));
      return new ComposeFile(
          (Map<String, Map<String, Object>>)
              Objects.requireNonNull(file.get("services"), "services"));
    } catch (IOException e) {
      throw new UncheckedIOException("reading docker-compose.yml", e);
    }
  }

  /**
   * The root of the repository: as the launcher says, or the nearest folder above that has a
   * compose file.
   */
  public static Path repository() {
    String home = System.getProperty("limpet.home");
    if (home != null) {
      return Path.of(home);
    }
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("docker-compose.yml")))
        .findFirst()
        .orElseThrow();
  }

  /** The names of all services. */
  public Set<String> services() {
    return services.keySet();
  }

  /** The image of a service that is not built from the repository, else null. */
  public @Nullable String image(String service) {
    return (String) service(service).get("image");
  }

  /** Whether a service only runs when it is asked for. */
  public boolean hasProfile(String service) {
    return service(service).containsKey("profiles");
  }

  /** Whether a service says how it is known to be well. */
  public boolean hasHealthCheck(String service) {
    return service(service).containsKey("healthcheck");
  }

  /** What a service waits for: the service, and the condition. */
  @SuppressWarnings("unchecked")
  public Map<String, String> dependencies(String service) {
    Map<String, String> conditions = new LinkedHashMap<>();
    var given = (Map<String, Map<String, String>>) service(service).get("depends_on");
    if (given != null) {
      given.forEach((name, how) -> conditions.put(name, how.get("condition")));
    }
    return conditions;
  }

  /** The environment of a service, where nobody has set any of the file's variables. */
  @SuppressWarnings("unchecked")
  public Map<String, String> environment(String service) {
    Map<String, String> environment = new LinkedHashMap<>();
    var given = (Map<String, Object>) service(service).get("environment");
    if (given != null) {
      given.forEach((name, value) -> environment.put(name, byDefault(value.toString().strip())));
    }
    return environment;
  }

  /** What a text with variables as in {@code ${NAME:-this}} says when they are not set. */
  private static String byDefault(String text) {
    return VARIABLE.matcher(text).replaceAll("$1");
  }

  /** The volumes and folders of a service, as written. */
  @SuppressWarnings("unchecked")
  public List<String> volumes(String service) {
    return (List<String>) service(service).getOrDefault("volumes", List.of());
  }

  private Map<String, Object> service(String name) {
    Map<String, Object> service = services.get(name);
    if (service == null) {
      throw new IllegalArgumentException("there is no service " + name);
    }
    return service;
  }
}

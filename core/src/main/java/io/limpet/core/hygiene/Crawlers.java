package io.limpet.core.hygiene;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Programs that say in their User-Agent what they are, known by a part of it, in any case of
 * letters.
 *
 * @param tokens parts that give one away, in small letters
 */
public record Crawlers(List<String> tokens) implements Serializable {
  /**
   * Those that say of themselves that they crawl: what a shop's own servers, which may send events
   * in the name of shoppers, never say.
   */
  public static final Crawlers DECLARED = new Crawlers(read("crawlers.txt"));

  /**
   * Those and the tools that fetch pages by program. Only a visitor's agent may be held against
   * these: a shop's server that reports events is such a tool, too.
   */
  public static final Crawlers AND_TOOLS = DECLARED.changed(String.join(",", read("tools.txt")));

  private static final int SHORTEST = 3;

  public Crawlers {
    tokens = List.copyOf(tokens);
  }

  private static List<String> read(String resource) {
    try (InputStream in = Crawlers.class.getResourceAsStream(resource)) {
      byte[] text = Objects.requireNonNull(in, () -> "no resource " + resource).readAllBytes();
      return new String(text, StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + resource, e);
    }
  }

  /**
   * With tokens added, and those that are written with a minus before them taken out.
   *
   * @param changes separated by commas
   * @throws IllegalArgumentException naming a token that would match about everything, or one to
   *     take out that is not there
   */
  public Crawlers changed(String changes) {
    List<String> changed = new ArrayList<>(tokens);
    for (String change : changes.split(",", -1)) {
      String token = change.strip().toLowerCase(Locale.ROOT);
      if (token.startsWith("-")) {
        if (!changed.remove(token.substring(1))) {
          throw new IllegalArgumentException(
              "\"%s\" takes out a token that is not known".formatted(token));
        }
      } else if (token.length() >= SHORTEST) {
        changed.add(token);
      } else if (!token.isEmpty()) {
        throw new IllegalArgumentException(
            "\"%s\" is shorter than %d characters and would match people"
                .formatted(token, SHORTEST));
      }
    }
    return new Crawlers(changed);
  }

  /** The token that gives an agent away, null for a browser or none. */
  public @Nullable String tokenIn(@Nullable String userAgent) {
    if (userAgent == null) {
      return null;
    }
    String agent = userAgent.toLowerCase(Locale.ROOT);
    for (String token : tokens) {
      if (agent.contains(token)) {
        return token;
      }
    }
    return null;
  }
}

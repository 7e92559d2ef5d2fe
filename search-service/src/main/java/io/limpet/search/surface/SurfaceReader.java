package io.limpet.search.surface;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.core.event.Faults;
import io.limpet.core.ranking.Task;
import io.limpet.core.ranking.TaskMix;
import io.limpet.search.filter.FilterException;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.state.Impressions;
import io.limpet.search.surface.Surface.Diversity;
import io.limpet.search.surface.Surface.Explore;
import io.limpet.search.surface.Surface.Hiding;
import io.limpet.search.surface.Surface.Share;
import io.limpet.search.surface.Surface.Weights;
import io.limpet.search.surface.Surface.Wish;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document of surfaces: a JSON object with a surface under each name. A surface that it
 * names stands in place of the built-in one of that name, whole; {@code "like"} takes a built-in
 * surface to begin with and changes only what is given (JSON merge patch, RFC 7396). The built-in
 * surfaces that it does not name stay. Thread-safe.
 */
public final class SurfaceReader {
  /** Milliseconds a source has if nobody said otherwise: it answers from memory, in far less. */
  public static final int TIMEOUT_MILLIS = 100;

  /** Candidates of one source: ranking many more would take longer than a page may. */
  static final int QUOTA_MOST = 1_000;

  private static final int TIMEOUT_MOST = 10_000;
  private static final int SURFACES_MOST = 100;
  private static final int HOURS_MOST = 24 * 3_650;

  /** Places of a page. */
  private static final int PLACES = 100;

  /** Longer than events are kept, impressions are not known. */
  private static final int IMPRESSED_HOURS = 24 * 7;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

  /** The filters that a surface chooses; all others there are always decide. */
  private static final List<String> HIDING = List.of("bought", "touched", "disliked", "impressed");

  private static final String BUILT_IN = "surfaces.json";

  private static final JsonMapper JSON =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20)
                          .maxDocumentLength(1 << 20)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Set<String> sources;
  private final Map<String, ObjectNode> builtIn = new LinkedHashMap<>();

  /**
   * @param sources the names of the sources there are
   */
  public SurfaceReader(Set<String> sources) {
    this.sources = Set.copyOf(sources);
    try (InputStream in = SurfaceReader.class.getResourceAsStream(BUILT_IN)) {
      JSON.readTree(Objects.requireNonNull(in, BUILT_IN))
          .properties()
          .forEach(surface -> builtIn.put(surface.getKey(), (ObjectNode) surface.getValue()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + BUILT_IN, e);
    }
  }

  /** The surfaces of somebody who changed nothing. */
  public Surfaces builtIn() {
    return read(JSON.createObjectNode());
  }

  /**
   * Reads a document.
   *
   * @throws SetupException naming the field, the value and the mend
   */
  public Surfaces read(byte[] document) {
    return read(parse(document));
  }

  /** The JSON of a document. */
  public static JsonNode parse(byte[] document) {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new SetupException(
          "", "not valid JSON" + where + ": " + Faults.shown(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /**
   * Reads a document that was parsed.
   *
   * @throws SetupException naming the field, the value and the mend
   */
  public Surfaces read(JsonNode document) {
    if (!document.isObject()) {
      throw new SetupException("", "the document is not a JSON object; put it in braces");
    }
    Map<String, JsonNode> all = new LinkedHashMap<>(builtIn);
    for (Map.Entry<String, JsonNode> surface : Fields.of("", document).all()) {
      String name = surface.getKey();
      if (!NAME.matcher(name).matches()) {
        throw new SetupException(
            name,
            "\"%s\" cannot be the name of a surface; take up to 40 of a-z, 0-9, _ and -, begin with a letter"
                .formatted(Faults.shown(name)));
      }
      all.put(name, complete(name, surface.getValue()));
    }
    if (all.size() > SURFACES_MOST) {
      throw new SetupException(
          "", "there are %d surfaces; give at most %d".formatted(all.size(), SURFACES_MOST));
    }
    return Surfaces.of(
        all.entrySet().stream().map(one -> surface(one.getKey(), one.getValue())).toList());
  }

  /**
   * A surface with some of it different; its version is of its own.
   *
   * @param patch a JSON merge patch (RFC 7396) of its document
   * @throws SetupException naming the field, the value and the mend
   */
  public Surface patched(Surface surface, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      throw Fields.wrong(surface.name(), patch, "an object in braces");
    }
    var one = new TreeMap<>(Map.of(surface.name(), surface));
    ObjectNode base = (ObjectNode) SurfaceWriter.write(one).get(surface.name());
    return Surfaces.of(List.of(surface(surface.name(), merge(base, changes))))
        .builtIn(surface.name());
  }

  /** The surface with what it takes over from the one it is like. */
  private JsonNode complete(String name, JsonNode given) {
    JsonNode like = given.path("like");
    if (like.isMissingNode()) {
      return given;
    }
    ObjectNode base = builtIn.get(like.asText());
    if (!like.isTextual() || base == null) {
      throw Fields.wrong(
          name + ".like", like, "a built-in surface: " + String.join(", ", builtIn.keySet()));
    }
    ObjectNode patch = given.deepCopy();
    patch.remove("like");
    return merge(base.deepCopy(), patch);
  }

  private static JsonNode merge(ObjectNode base, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      JsonNode before = base.get(field.getKey());
      if (field.getValue().isNull()) {
        base.remove(field.getKey());
      } else if (before instanceof ObjectNode in && field.getValue() instanceof ObjectNode with) {
        base.set(field.getKey(), merge(in, with));
      } else {
        base.set(field.getKey(), field.getValue());
      }
    }
    return base;
  }

  private Surface surface(String name, JsonNode node) {
    Fields fields = Fields.of(name, node);
    var surface =
        new Surface(
            name,
            "",
            sources(fields.needed("sources")),
            hiding(fields.object("filters")),
            wish(fields),
            weights(fields.needed("weights")),
            mix(fields.object("ranker")),
            diversity(fields.object("diversity")),
            explore(fields.object("explore")));
    fields.end();
    return surface;
  }

  private Map<String, Share> sources(Fields given) {
    Map<String, Share> shares = new LinkedHashMap<>();
    int sum = 0;
    for (Map.Entry<String, JsonNode> source : given.all()) {
      String path = given.path(source.getKey());
      if (!sources.contains(source.getKey())) {
        throw Fields.unknown(path, "source", sources);
      }
      Fields fields = Fields.of(path, source.getValue());
      var share =
          new Share(
              fields.integer("quota", 0, QUOTA_MOST, 0),
              fields.integer("timeout_ms", 1, TIMEOUT_MOST, TIMEOUT_MILLIS));
      fields.end();
      shares.put(source.getKey(), share);
      sum += share.quota();
    }
    if (sum == 0) {
      throw new SetupException(
          given.path(),
          given.path() + " bring nothing, their quotas add up to 0; give one of them 1 or more");
    }
    return shares;
  }

  private static Hiding hiding(@Nullable Fields given) {
    if (given == null) {
      return Hiding.NOTHING;
    }
    for (Map.Entry<String, JsonNode> filter : given.all()) {
      if (!HIDING.contains(filter.getKey())) {
        throw Fields.unknown(given.path(filter.getKey()), "filter", HIDING);
      }
    }
    boolean bought = given.has("bought");
    if (bought) {
      given.needed("bought").end();
    }
    Duration touched = Duration.ZERO;
    Fields recently = given.object("touched");
    if (recently != null) {
      touched = Duration.ofHours(recently.integer("hours", 1, HOURS_MOST, 24));
      recently.end();
    }
    boolean disliked = given.has("disliked");
    if (disliked) {
      given.needed("disliked").end();
    }
    int times = 0;
    Duration within = Duration.ZERO;
    Fields impressed = given.object("impressed");
    if (impressed != null) {
      times = impressed.integer("times", 1, Impressions.KEPT, 5);
      within = Duration.ofHours(impressed.integer("hours", 1, IMPRESSED_HOURS, 72));
      impressed.end();
    }
    return new Hiding(bought, touched, disliked, times, within);
  }

  private static Wish wish(Fields fields) {
    String text = fields.text("filter", 4_000);
    if (text == null || text.isBlank()) {
      return Wish.NONE;
    }
    try {
      return new Wish(text, ItemFilter.parse(text));
    } catch (FilterException e) {
      String path = fields.path("filter");
      throw new SetupException(path, path + ", " + e.getMessage());
    }
  }

  private static Weights weights(Fields given) {
    var weights =
        new Weights(
            weight(given, "relevance"),
            weight(given, "similarity"),
            weight(given, "together"),
            weight(given, "trend"),
            weight(given, "popularity"),
            weight(given, "novelty"),
            weight(given, "due"),
            weight(given, "price"));
    given.end();
    return weights;
  }

  private static double weight(Fields given, String name) {
    return given.number(name, 0, 100, 0);
  }

  private static @Nullable TaskMix mix(@Nullable Fields given) {
    if (given == null) {
      return null;
    }
    double[] weights = new double[Task.values().length];
    double sum = 0;
    for (Task task : Task.values()) {
      weights[task.ordinal()] = weight(given, task.label());
      sum += weights[task.ordinal()];
    }
    given.end();
    if (sum == 0) {
      throw new SetupException(
          given.path(),
          given.path()
              + " gives no task a weight; give one above 0, or null to do without a ranker");
    }
    return new TaskMix(weights[0], weights[1], weights[2], weights[3]);
  }

  private static Diversity diversity(@Nullable Fields given) {
    if (given == null) {
      return new Diversity(1, 0, 0);
    }
    var diversity =
        new Diversity(
            given.number("category_share", 0.01, 1, 1),
            given.number("mmr", 0, 1, 0),
            given.number("calibration", 0, 1, 0));
    given.end();
    return diversity;
  }

  private static Explore explore(@Nullable Fields given) {
    Explore never = Explore.NEVER;
    if (given == null) {
      return never;
    }
    double share = given.number("share", 0, 1, never.share());
    int most = given.integer("most", 1, 10, never.most());
    int from = given.integer("from", 1, PLACES, never.from());
    int to = given.integer("to", from, PLACES, never.to());
    int below = given.integer("below", 1, 1_000, never.below());
    double positive = never.positive();
    double negative = never.negative();
    Fields prior = given.object("prior");
    if (prior != null) {
      positive = prior.number("positive", 0.01, 1_000, positive);
      negative = prior.number("negative", 0.01, 1_000, negative);
      prior.end();
    }
    given.end();
    return new Explore(share, most, from, to, positive, negative, below);
  }
}

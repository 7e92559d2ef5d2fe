package io.limpet.system.past;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.search.recommend.Sources;
import io.limpet.search.surface.Surface;
import io.limpet.search.surface.Surface.Hiding;
import io.limpet.search.surface.Surface.Share;
import io.limpet.search.surface.SurfaceReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A way to set up a page, under a name.
 *
 * @param surface with deadlines that no source misses, so that the answers are the same each time
 */
public record Variant(String name, Surface surface) {
  private static final String HOME = "home";
  private static final int NEVER_LATE = 10_000;

  public Variant {
    surface = patient(surface);
  }

  /** The home page as it is built in: what all others are compared with. */
  public static Variant home() {
    return new Variant(HOME, new SurfaceReader(Sources.NAMES).builtIn().builtIn(HOME));
  }

  /** Every surface of a document that is set up in it, in the order of their names. */
  public static List<Variant> of(byte[] document) {
    var reader = new SurfaceReader(Sources.NAMES);
    List<Variant> all = new ArrayList<>();
    var given = SurfaceReader.parse(document);
    reader
        .read(given)
        .byName()
        .forEach(
            (name, surface) -> {
              if (given.has(name)) {
                all.add(new Variant(name, surface));
              }
            });
    return all;
  }

  /**
   * The home page without each of its parts, and with each part that it leaves out.
   *
   * @param hasRanker whether there is a ranker to leave out
   */
  public static List<Variant> ablations(boolean hasRanker) {
    Surface home = home().surface();
    List<Variant> all = new ArrayList<>();
    all.add(vectorAlone(home));
    if (hasRanker) {
      all.add(changed("- ranker", patch -> patch.putNull("ranker")));
    }
    home.sources().keySet().forEach(source -> all.add(quota("- " + source, source, 0)));
    for (String weight :
        List.of("similarity", "together", "trend", "popularity", "novelty", "due")) {
      all.add(changed("- weight of " + weight, patch -> patch.putObject("weights").put(weight, 0)));
    }
    all.add(
        changed(
            "- diversity",
            patch -> patch.putObject("diversity").put("mmr", 0).put("category_share", 1)));
    all.add(changed("- mmr", patch -> patch.putObject("diversity").put("mmr", 0)));
    all.add(
        changed(
            "- category share", patch -> patch.putObject("diversity").put("category_share", 1)));
    all.add(changed("- touched filter", patch -> patch.putObject("filters").putNull("touched")));
    all.add(changed("- bought filter", patch -> patch.putObject("filters").putNull("bought")));
    all.add(
        changed("+ calibration .2", patch -> patch.putObject("diversity").put("calibration", 0.2)));
    all.add(
        changed("+ weight of price .08", patch -> patch.putObject("weights").put("price", 0.08)));
    Map<String, Integer> left = new LinkedHashMap<>();
    left.put(Sources.SIMILAR_USERS, 30);
    left.put(Sources.BOUGHT_TOGETHER, 20);
    left.put(Sources.CONTENT_SIMILAR, 20);
    left.keySet().removeAll(home.sources().keySet());
    left.forEach((source, quota) -> all.add(quota("+ " + source, source, quota)));
    return all;
  }

  /** Nothing but the items nearest to the user's vector, nearest first. */
  private static Variant vectorAlone(Surface home) {
    return changed(
        "user-vector alone",
        patch -> {
          ObjectNode sources = patch.putObject("sources");
          home.sources().keySet().stream()
              .filter(source -> !source.equals(Sources.USER_VECTOR))
              .forEach(sources::putNull);
          ObjectNode weights = patch.putObject("weights");
          List.of("similarity", "together", "trend", "popularity", "novelty", "due")
              .forEach(weights::putNull);
          patch.putNull("ranker").putNull("diversity").putNull("explore");
        });
  }

  private static Variant quota(String name, String source, int quota) {
    return changed(name, patch -> patch.putObject("sources").putObject(source).put("quota", quota));
  }

  private interface Change {
    void in(ObjectNode patch);
  }

  private static Variant changed(String name, Change change) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.put("like", HOME);
    change.in(patch);
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.set(HOME, patch);
    return new Variant(name, new SurfaceReader(Sources.NAMES).read(document).builtIn(HOME));
  }

  private static Surface patient(Surface of) {
    Map<String, Share> sources = new LinkedHashMap<>();
    of.sources().forEach((name, share) -> sources.put(name, new Share(share.quota(), NEVER_LATE)));
    return with(of, sources, of.hiding());
  }

  /** The same page that hides nothing of what the visitor knows. */
  Surface hidingNothing() {
    return with(surface, surface.sources(), Hiding.NOTHING);
  }

  private static Surface with(Surface of, Map<String, Share> sources, Hiding hiding) {
    return new Surface(
        of.name(),
        of.version(),
        sources,
        hiding,
        of.filter(),
        of.weights(),
        of.mix(),
        of.diversity(),
        of.explore());
  }
}

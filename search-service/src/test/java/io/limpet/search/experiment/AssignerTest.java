package io.limpet.search.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.experiment.Assignment;
import io.limpet.core.experiment.ExperimentRecord;
import io.limpet.core.experiment.Slots;
import io.limpet.core.experiment.UnitOf;
import io.limpet.core.surface.SurfacesDocument;
import io.limpet.search.experiment.Assigner.Decision;
import io.limpet.search.recommend.Sources;
import io.limpet.search.surface.Surface;
import io.limpet.search.surface.SurfaceReader;
import io.limpet.search.surface.SurfaceStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssignerTest {
  private static final int VISITORS = 20_000;
  private static final long BEGIN = 1_000;
  private static final long END = 5_000;

  private final SurfaceStore surfaces =
      new SurfaceStore(new SurfaceReader(Sources.NAMES), new SimpleMeterRegistry());
  private final Set<String> open = new HashSet<>();
  private final UnitStore units = new UnitStore();
  private long now = BEGIN;
  private final ExperimentStore store = new ExperimentStore(surfaces, open::contains, () -> now);
  private final Assigner assigner = new Assigner(store, units, () -> now);

  private static JsonNode json(String text) {
    return SurfaceReader.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode experiment(String surface, String layer, String arm) {
    return json(
        """
        {'surfaces': ['%s'], 'layer': '%s', 'metric': 'conversion', 'minimum_effect': 0.03,
         'arms': [{'name': 'control'}, {'name': 'other', 'weight': 3, %s}],
         'end': '2999-01-01T00:00:00Z'}\
        """
            .formatted(surface, layer, arm));
  }

  private static final String VARIED = "'surface': {'diversity': {'mmr': 0.9}}";

  private void start(String id, JsonNode document, Slots slots) {
    store.take(id, ExperimentRecord.draft(document).started(BEGIN, BEGIN, END, slots));
  }

  private Decision decide(String visitor) {
    return decide("home", visitor, null);
  }

  private Decision decide(String surface, String visitor, @Nullable String device) {
    return assigner.decide(surfaces.current().builtIn(surface), visitor, device);
  }

  private static Slots slots(int from, int to) {
    return new Slots(List.of(from, to));
  }

  @Test
  void dealsByWeightAndChangesTheSurfaceOfTheArmAlone() {
    start("e", experiment("home", "l", VARIED), slots(0, 5_000));
    Surface home = surfaces.current().builtIn("home");
    int in = 0;
    int other = 0;
    for (int i = 0; i < VISITORS; i++) {
      Decision decision = decide("u" + i);
      in += decision.assignments().size();
      if (decision.surface().diversity().mmr() == 0.9) {
        other++;
        assertThat(decision.assignments().getFirst().arm()).isEqualTo("other");
        assertThat(decision.surface().version()).isNotEqualTo(home.version());
        assertThat(decision.surface().sources()).isEqualTo(home.sources());
      } else {
        assertThat(decision.surface()).isSameAs(home);
      }
    }

    assertThat(in / (double) VISITORS).isBetween(0.48, 0.52);
    assertThat(other / (double) in).isBetween(0.73, 0.77);
    assertThat(decide("cart", "u1", null).assignments()).isEmpty();
  }

  @Test
  void decidesInItsTimeAndAboutSomebodyOnly() {
    start("e", experiment("home", "l", VARIED), slots(0, Slots.COUNT));

    assertThat(decide("u1").assignments()).hasSize(1);
    assertThat(assigner.decide(surfaces.current().builtIn("home"), null, null).assignments())
        .isEmpty();
    now = END;
    assertThat(decide("u1").assignments()).isEmpty();
    now = BEGIN - 1;
    assertThat(decide("u1").assignments()).isEmpty();
  }

  @Test
  void experimentsOfOneLayerShareNobodyAndThoseOfTwoAreIndependent() {
    start("a", experiment("home", "one", VARIED), slots(0, 4_000));
    start("b", experiment("home", "one", VARIED), slots(4_000, 8_000));
    start("c", experiment("cart", "two", VARIED), slots(0, 5_000));
    var counts = new TreeMap<String, Integer>();
    for (int i = 0; i < VISITORS; i++) {
      List<Assignment> home = decide("u" + i).assignments();
      assertThat(home.size()).isLessThanOrEqualTo(1);
      String which = home.isEmpty() ? "none" : home.getFirst().experiment();
      boolean cart = !decide("cart", "u" + i, null).assignments().isEmpty();
      counts.merge(which + cart, 1, Integer::sum);
    }

    assertThat(counts.get("atrue") / (double) VISITORS).isBetween(0.18, 0.22);
    assertThat(counts.get("btrue") / (double) VISITORS).isBetween(0.18, 0.22);
    assertThat(counts.get("nonefalse") / (double) VISITORS).isBetween(0.08, 0.12);
  }

  @Test
  void whoIsHeldOutGetsNoArm() {
    JsonNode holdout =
        json("{'holdout': true, 'share': 0.2, 'metric': 'revenue', 'end': '2999-01-01T00:00:00Z'}");
    start("h", holdout, slots(0, 2_000));
    start("e", experiment("home", "l", VARIED), slots(0, Slots.COUNT));
    int held = 0;
    for (int i = 0; i < VISITORS; i++) {
      Decision decision = decide("u" + i);
      if (decision.assignments().getFirst().arm().equals("held-out")) {
        held++;
        assertThat(decision.assignments()).hasSize(1);
        assertThat(decision.surface()).isSameAs(surfaces.current().builtIn("home"));
      } else {
        assertThat(decision.assignments())
            .extracting(Assignment::experiment)
            .containsExactly("h", "e");
      }
    }

    assertThat(held / (double) VISITORS).isBetween(0.18, 0.22);
  }

  @Test
  void anAnonymousVisitorKeepsTheArmAfterSigningIn() {
    start("e", experiment("home", "l", VARIED), slots(0, Slots.COUNT));
    for (int i = 0; i < 200; i++) {
      String device = "anonymous:d" + i;
      List<Assignment> before = decide(device).assignments();

      // The sign-in is on its way.
      assertThat(decide("home", "u" + i, device).assignments()).isEqualTo(before);
      units.take("u" + i, new UnitOf(device));
      assertThat(decide("home", "u" + i, device).assignments()).isEqualTo(before);
      // On another device, and where no device is told.
      assertThat(decide("home", "u" + i, "anonymous:x").assignments()).isEqualTo(before);
      assertThat(decide("u" + i).assignments()).isEqualTo(before);
    }
  }

  @Test
  void aUserWhoWasKnownBeforeHasTheOwnArmOnEveryDevice() {
    start("e", experiment("home", "l", VARIED), slots(0, Slots.COUNT));
    units.take("u1", new UnitOf("u1"));

    for (int i = 0; i < 50; i++) {
      assertThat(decide("home", "u1", "anonymous:d" + i)).isEqualTo(decide("u1"));
    }
  }

  @Test
  void withoutItsGenerationNoArmDecidesAnything() {
    start("e", experiment("home", "l", "'generation': 'g2'"), slots(0, Slots.COUNT));

    assertThat(decide("u1").assignments()).isEmpty();
    assertThat(store.problem("e")).contains("generation \"g2\" is not open");
    assertThat(store.generations()).containsExactly("g2");

    open.add("g2");
    store.refresh();
    assertThat(store.problem("e")).isNull();
    assertThat(decide("u1").assignments()).hasSize(1);
    Set<String> generations = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      generations.add(String.valueOf(decide("u" + i).generation()));
    }
    assertThat(generations).containsExactlyInAnyOrder("g2", "null");
  }

  @Test
  void whenTheSurfaceIsGoneNoArmDecidesAnything() {
    surfaces.take(
        SurfacesDocument.KEY,
        SurfacesDocument.after(null, json("{'promo': {'like': 'home'}}"), "", 1));
    start("e", experiment("promo", "l", VARIED), slots(0, Slots.COUNT));
    assertThat(decide("promo", "u1", null).assignments()).hasSize(1);

    surfaces.take(SurfacesDocument.KEY, null);
    store.refresh();

    assertThat(store.problem("e")).contains("\"promo\", which is not known");
    assertThat(decide("home", "u1", null).assignments()).isEmpty();
  }

  @Test
  void ofTwoThatWereStartedAtOnceTheLaterDecidesNothing() {
    start("a", experiment("home", "l", VARIED), slots(0, 5_000));
    start("b", experiment("cart", "l", VARIED), slots(4_000, 6_000));

    assertThat(store.problem("a")).isNull();
    assertThat(store.problem("b")).contains("shares visitors with \"a\"");
  }
}

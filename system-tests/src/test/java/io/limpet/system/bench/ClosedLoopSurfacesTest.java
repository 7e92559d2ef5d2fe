package io.limpet.system.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.search.recommend.Sources;
import io.limpet.search.surface.Surface;
import io.limpet.search.surface.SurfaceReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ClosedLoopSurfacesTest {
  @Test
  void armsHideTheSameAndDifferInWhatIsTheVisitorsOwn() throws IOException {
    var reader = new SurfaceReader(Sources.NAMES);
    Surface popular = reader.read(ClosedLoopSurfaces.popular()).named("home").orElseThrow();
    Surface personal = reader.patched(popular, ClosedLoopSurfaces.personal(builtInHome()));
    assertThat(personal.hiding()).isEqualTo(popular.hiding());
    assertThat(popular.sources()).containsOnlyKeys("popular");
    assertThat(personal.sources()).containsKeys("user-vector", "own-categories", "popular");
    assertThat(popular.weights().relevance()).isZero();
    assertThat(personal.weights().relevance()).isPositive();
  }

  private static JsonNode builtInHome() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(SurfaceReader.class.getResourceAsStream("surfaces.json"))) {
      return new JsonMapper().readTree(file).path("home");
    }
  }
}

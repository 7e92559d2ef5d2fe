package io.limpet.search.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.search.recommend.Sources;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurfaceReaderTest {
  private final SurfaceReader reader = new SurfaceReader(Sources.NAMES);

  private Surfaces read(String document) {
    return reader.read(document.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theBuiltInSurfacesAreThereWhateverIsChanged() {
    assertThat(read("{\"checkout\": {\"like\": \"cart\"}}").byName().keySet())
        .containsExactly(
            "cart", "checkout", "email", "home", "new", "product", "search", "trending");
  }

  @Test
  void whatIsWrittenIsReadTheSame() {
    Surfaces builtIn = reader.builtIn();
    Surfaces again = reader.read(SurfaceWriter.write(builtIn.byName()));
    assertThat(again.byName()).isEqualTo(builtIn.byName());
    assertThat(again.version()).isEqualTo(builtIn.version()).matches("[0-9a-f]{12}");
  }

  @Test
  void aSurfaceLikeAnotherChangesOnlyWhatIsGiven() {
    Surface home = reader.builtIn().builtIn("home");
    Surface changed =
        read("""
                {"home": {"like": "home", "sources": {"new": {"quota": 7}, "popular": null},
                          "diversity": {"mmr": 0.5}, "filter": "price < 3"}}""")
            .builtIn("home");
    assertThat(changed.share("new").quota()).isEqualTo(7);
    assertThat(changed.share("popular").quota()).isZero();
    assertThat(changed.share("user-vector")).isEqualTo(home.share("user-vector"));
    assertThat(changed.diversity().mmr()).isEqualTo(0.5);
    assertThat(changed.diversity().categoryShare()).isEqualTo(home.diversity().categoryShare());
    assertThat(changed.filter().text()).isEqualTo("price < 3");
    assertThat(changed.version()).isNotEqualTo(home.version());
  }

  @Test
  void aSurfaceThatSaysItAllTakesOverNothing() {
    Surface changed =
        read("{\"home\": {\"sources\": {\"new\": {\"quota\": 7}}, \"weights\": {\"novelty\": 1}}}")
            .builtIn("home");
    assertThat(changed.sources()).containsOnlyKeys("new");
    assertThat(changed.hiding().bought()).isFalse();
    assertThat(changed.weights().relevance()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not JSON||{|not valid JSON",
        "a list||[]|not a JSON object",
        "a bad name|Home|{\"Home\":{}}|\"Home\" cannot be the name of a surface",
        "no object|home|{\"home\":3}|home is 3; give an object",
        "an unknown field|home.weihgts|{\"home\":{\"like\":\"home\",\"weihgts\":{}}}|\"weihgts\" is not a field; there are diversity, explore, filter",
        "no sources|home.sources|{\"home\":{}}|home.sources is missing",
        "an unknown source|home.sources.vector|{\"home\":{\"like\":\"home\",\"sources\":{\"vector\":{\"quota\":1}}}}|\"vector\" is not a source; there are bought-together, co-visited",
        "a negative quota|home.sources.new.quota|{\"home\":{\"like\":\"home\",\"sources\":{\"new\":{\"quota\":-1}}}}|home.sources.new.quota is -1; give a whole number from 0 to 1000",
        "a quota that is a text|home.sources.new.quota|{\"home\":{\"like\":\"home\",\"sources\":{\"new\":{\"quota\":\"1\"}}}}|is \"1\"; give a whole number",
        "quotas of 0|x.sources|{\"x\":{\"sources\":{\"new\":{\"quota\":0}},\"weights\":{}}}|add up to 0; give one of them",
        "no time|home.sources.new.timeout_ms|{\"home\":{\"like\":\"home\",\"sources\":{\"new\":{\"timeout_ms\":0}}}}|is 0; give a whole number from 1 to 10000",
        "an unknown filter|home.filters.seen|{\"home\":{\"like\":\"home\",\"filters\":{\"seen\":{}}}}|\"seen\" is not a filter; there are bought, disliked, impressed, touched",
        "a negative weight|home.weights.trend|{\"home\":{\"like\":\"home\",\"weights\":{\"trend\":-1}}}|is -1; give a number from 0 to 100",
        "too much diversity|home.diversity.mmr|{\"home\":{\"like\":\"home\",\"diversity\":{\"mmr\":1.5}}}|is 1.5; give a number from 0 to 1",
        "too many chances|home.explore.most|{\"home\":{\"like\":\"home\",\"explore\":{\"most\":11}}}|is 11; give a whole number from 1 to 10",
        "places the wrong way|home.explore.to|{\"home\":{\"like\":\"home\",\"explore\":{\"from\":5,\"to\":4}}}|is 4; give a whole number from 5 to 100",
        "no prior|home.explore.prior.negative|{\"home\":{\"like\":\"home\",\"explore\":{\"prior\":{\"negative\":0}}}}|is 0; give a number from 0.01 to 1000",
        "a bad filter|home.filter|{\"home\":{\"like\":\"home\",\"filter\":\"pric < 3\"}}|home.filter, at character 1: \"pric\" is not a field",
        "like nothing|home.like|{\"home\":{\"like\":\"moon\"}}|give a built-in surface: home, product",
      })
  void aDocumentThatCannotBeUsedIsToldWhere(
      String what, String field, String document, String message) {
    assertThatThrownBy(() -> read(document))
        .as(what)
        .isInstanceOfSatisfying(
            SetupException.class, e -> assertThat(e.field()).isEqualTo(field == null ? "" : field))
        .hasMessageContaining(message);
  }
}

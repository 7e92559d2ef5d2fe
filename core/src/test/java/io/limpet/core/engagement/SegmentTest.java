package io.limpet.core.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentTest {
  @Test
  void anEventBelongsToEverythingThatItNames() {
    Event event = event(Map.of("channel", " email ", "country", "GB", "region", "EU"));

    assertThat(Segment.of(event))
        .extracting(Segment::key)
        .containsExactly("person/all/", "person/channel/email", "person/country/GB");
    assertThat(Segment.of(event, "home", "", List.of()))
        .extracting(Segment::key)
        .containsExactly("person/surface/home");
  }

  @Test
  void aRegionStandsInForACountryAndAnAnswerSaysTheArms() {
    Event event = event(Map.of("region", "north"));

    assertThat(Segment.of(event))
        .extracting(Segment::key)
        .containsExactly("person/all/", "person/country/north");
    assertThat(Segment.of(event, "home", "g1", List.of("x1/b", "holdout/out")))
        .extracting(Segment::key)
        .containsExactly(
            "person/surface/home",
            "person/generation/g1",
            "person/variant/x1/b",
            "person/variant/holdout/out");
  }

  @Test
  void whatProgramsDidIsApart() {
    assertThat(Segment.of(event(Map.of(Event.SYNTHETIC, "true"))))
        .containsExactly(Segment.all(Traffic.SYNTHETIC));
  }

  @Test
  void aKeySaysTheSegmentWhateverIsInTheValue() {
    for (Segment segment :
        List.of(
            Segment.all(Traffic.PERSON),
            new Segment(Traffic.SYNTHETIC, Dimension.CHANNEL, "paid/social"),
            new Segment(Traffic.PERSON, Dimension.VARIANT, "x".repeat(100)))) {
      assertThat(Segment.ofKey(segment.key())).contains(segment);
    }
    assertThat(Segment.ofKey("person/planet/mars")).isEmpty();
    assertThat(Segment.ofKey("person")).isEmpty();
  }

  private static Event event(Map<String, String> properties) {
    return new Event(
        "e", EventType.SEARCH, "u", null, null, 1, List.of(), null, null, "q", null, properties);
  }
}

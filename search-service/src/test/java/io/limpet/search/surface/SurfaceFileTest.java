package io.limpet.search.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.search.StartException;
import io.limpet.search.recommend.Sources;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurfaceFileTest {
  @TempDir Path folder;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final SurfaceStore store = new SurfaceStore(new SurfaceReader(Sources.NAMES), metrics);

  private Path write(String text, long at) throws IOException {
    Path file = Files.writeString(folder.resolve("surfaces.json"), text);
    return Files.setLastModifiedTime(file, FileTime.fromMillis(at));
  }

  @Test
  void aChangeIsTakenInAndABadOneIsNot() throws IOException {
    SurfaceFile file = SurfaceFile.open(write("{\"one\": {\"like\": \"cart\"}}", 1_000), store);
    assertThat(store.current().named("one")).isPresent();

    write("{\"two\": {\"like\": \"cart\"}}", 2_000);
    file.run();
    assertThat(store.current().byName()).containsKey("two").doesNotContainKey("one");
    String version = store.current().version();

    write("{\"three\": {\"like\": \"cart\", \"sources\": {\"new\": {\"quota\": -1}}}}", 3_000);
    file.run();
    assertThat(store.current().version()).isEqualTo(version);
    assertThat(store.state().refusal()).isNotNull();
    assertThat(store.state().refusal().detail())
        .isEqualTo("three.sources.new.quota is -1; give a whole number from 0 to 1000");

    Files.delete(folder.resolve("surfaces.json"));
    file.run();
    file.run();
    assertThat(store.current().version()).isEqualTo(version);
    assertThat(metrics.counter("limpet_surfaces_refused").count()).isEqualTo(2);

    write("{\"four\": {\"like\": \"cart\"}}", 4_000);
    file.run();
    assertThat(store.state().refusal()).isNull();
    assertThat(store.current().named("four")).isPresent();
  }

  @Test
  void aStartWithABadFileIsRefusedWithItsNameFieldValueAndMend() throws IOException {
    Path file = write("{\"home\": {\"like\": \"home\", \"filters\": {\"seen\": {}}}}", 1_000);
    assertThatThrownBy(() -> SurfaceFile.open(file, store))
        .isInstanceOf(StartException.class)
        .hasMessage(
            file
                + ": home.filters.seen: \"seen\" is not a filter; there are bought, disliked,"
                + " impressed, touched");
    assertThatThrownBy(() -> SurfaceFile.open(folder.resolve("none.json"), store))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("none.json");
  }
}

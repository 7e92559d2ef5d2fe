package io.limpet.core.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.encoder.DecayedMeanEncoder;
import io.limpet.core.event.EventType;
import io.limpet.core.profile.RecentItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {
  @TempDir Path directory;
  private Registry registry;

  @BeforeEach
  void makeRegistry() {
    registry = new Registry(directory.resolve("models"));
  }

  @Test
  void opensWhatItWrote() {
    write("g1");

    Generation opened = registry.open("g1");

    assertThat(opened.id()).isEqualTo("g1");
    assertThat(opened.dimensions()).isEqualTo(2);
    assertThat(opened.items().size()).isEqualTo(2);
    assertThat(opened.items().row("b")).isEqualTo(1);
    assertThat(opened.items().row("unknown")).isEqualTo(-1);
    assertThat(opened.items().category("a")).isEqualTo("Mugs");
    assertThat(opened.items().category("b")).isNull();
    assertThat(opened.items().vectors().row(1)).containsExactly(0, 1);
    assertThat(opened.items().inputs()).isSameAs(opened.items().vectors());
    assertThat(opened.content()).isEmpty();
    assertThat(opened.manifest().metrics().get("test")).containsEntry("ndcg@10", 0.25);
    assertThat(opened.manifest().files())
        .extracting(Manifest.FileEntry::name)
        .containsExactly("items.json", "tensors.safetensors");
  }

  @Test
  void deletesAGenerationAndNothingElse() throws IOException {
    write("g1");
    write("g2");
    Files.writeString(file("g1", "report.html"), "of its training");
    Path left = Files.createDirectories(directory.resolve("models/.gone-7"));
    Files.writeString(left.resolve("items.json"), "of one whose deleting was cut short");
    Generation open = registry.open("g1");

    registry.delete("g1");

    assertThat(registry.list()).containsExactly("g2");
    assertThat(open.items().vectors().row(1)).as("who has it open").containsExactly(0, 1);
    try (Stream<Path> all = Files.list(directory.resolve("models"))) {
      assertThat(all).containsExactly(directory.resolve("models/g2"));
    }
    assertThatThrownBy(() -> registry.delete("g1"))
        .isInstanceOf(GenerationException.class)
        .hasMessageContainingAll("\"g1\"", "g2");
    assertThatThrownBy(() -> registry.delete("../models")).isInstanceOf(GenerationException.class);
  }

  @Test
  void keepsHowItLearned() throws IOException {
    var curve =
        new LearningCurve(
            "slow",
            List.of(
                new LearningCurve.Point(1, 6.5, null), new LearningCurve.Point(2, 6.25, 0.125)));
    Manifest told = manifest("g1", List.of(curve));

    registry.write(told, rows(), tensors());

    assertThat(registry.manifest("g1").learning()).containsExactly(curve);
    assertThat(Files.readString(file("g1", "manifest.json"))).doesNotContain("null");
  }

  @Test
  void readsAGenerationThatDoesNotTellHowItLearned() throws IOException {
    write("g1");

    assertThat(Files.readString(file("g1", "manifest.json"))).doesNotContain("learning");
    assertThat(registry.manifest("g1").learning()).isEmpty();
  }

  @Test
  void listsGenerationsAndNothingElse() throws IOException {
    assertThat(registry.list()).isEmpty();
    write("g2");
    write("g1");
    Files.createDirectory(directory.resolve("models/.draft-7"));
    Files.createDirectory(directory.resolve("models/empty"));
    Files.writeString(directory.resolve("models/notes.txt"), "mine");

    assertThat(registry.list()).containsExactly("g1", "g2");
    assertThat(registry.contains("g1")).isTrue();
    assertThat(registry.contains("empty")).isFalse();
    assertThat(registry.contains("../models/g1")).isFalse();
  }

  @Test
  void encodesAHistoryAndPassesOverUnknownItems() {
    Generation generation = write("g1");

    var state =
        generation.encode(
            List.of(
                new RecentItem("a", EventType.VIEW_ITEM, 1_000),
                new RecentItem("gone", EventType.PURCHASE, 2_000)));

    assertThat(state.folded()).isEqualTo(1);
    assertThat(generation.encoder().vector(state).orElseThrow()).containsExactly(1, 0);
  }

  @Test
  void neverWritesOverAGeneration() throws IOException {
    write("g1");
    byte[] before = Files.readAllBytes(file("g1", "manifest.json"));

    assertThatThrownBy(() -> write("g1"))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("exists already; choose another id");
    assertThat(file("g1", "manifest.json")).hasBinaryContent(before);
  }

  @Test
  void oneOfManyWritersWinsAndNothingIsLeftOfTheOthers() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Boolean>> writers =
          IntStream.range(0, 8)
              .<Callable<Boolean>>mapToObj(
                  i ->
                      () -> {
                        try {
                          write("g1");
                          return true;
                        } catch (RuntimeException lost) {
                          return false;
                        }
                      })
              .toList();
      int won = 0;
      for (Future<Boolean> writer : threads.invokeAll(writers)) {
        won += writer.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    }
    assertThat(registry.open("g1").id()).isEqualTo("g1");
    assertThat(entries(directory.resolve("models"))).containsExactly("g1");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesToWriteWhatIsNotFinite(float number) {
    Map<String, Tensor> tensors = tensors();
    tensors.put(Generation.ITEM_VECTORS, Tensor.matrix(new float[] {1, 0, 0, number}, 2, 2));

    assertThatThrownBy(() -> registry.write(manifest("g1"), rows(), tensors))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("tensor item.vectors holds " + number + " at 3");
    assertThat(directory.resolve("models")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../g", "a/b", ".hidden", "-x", "g 1", "gé"})
  void refusesIdsThatAreNoFolderNames(String id) {
    assertThat(Registry.isId(id)).isFalse();
    assertThatThrownBy(() -> registry.open(id))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("cannot be the id");
    assertThatThrownBy(() -> write(id)).isInstanceOf(GenerationException.class);
  }

  @Test
  void saysThatAGenerationIsMissing() {
    assertThatThrownBy(() -> registry.open("g9"))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("there is no generation in")
        .hasMessageContaining("limpet models list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"items.json", "tensors.safetensors"})
  void findsASingleFlippedBit(String name) throws IOException {
    write("g1");
    byte[] bytes = Files.readAllBytes(file("g1", name));
    bytes[bytes.length - 3] ^= 1;
    Files.write(file("g1", name), bytes);

    assertThatThrownBy(() -> registry.open("g1"))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining(name + " is damaged: its checksum is not that of the manifest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"items.json", "tensors.safetensors"})
  void saysWhichFileIsMissing(String name) throws IOException {
    write("g1");
    Files.delete(file("g1", name));

    assertThatThrownBy(() -> registry.open("g1"))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining(name + " is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "format" : 1         | "format" : 2           | this release reads up to 1; upgrade Limpet
          "decayed-mean"       | "oracle"               | an encoder of type "oracle", which this release does not know
          "dimensions" : 2     | "dimensions" : 3       | says 3 dimensions but has vectors of 2
          "items.json"         | "other.json"           | it has no checksum of items.json
          "generation" : "g1"  | "generation" : "g7"    | calls itself g7; give the folder its own name back
          "generation" : "g1"  | "generation" : null    | it names no generation
          "files" : [          | "papers" : [           | it names no generation or no files
          {                    | }                      | manifest.json is damaged
          """)
  void saysWhatIsWrongWithAManifest(String part, String instead, String message)
      throws IOException {
    write("g1");
    Path manifest = file("g1", "manifest.json");
    String text = Files.readString(manifest);
    assertThat(text).contains(part);
    Files.writeString(manifest, text.replace(part, instead));

    assertThatThrownBy(() -> registry.open("g1"))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "7", "[]", "{}", "{\"files\":{}}"})
  void refusesWhatIsNoManifest(String text) throws IOException {
    write("g1");
    Files.writeString(file("g1", "manifest.json"), text);

    assertThatThrownBy(() -> registry.open("g1"))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("manifest.json is damaged");
  }

  @Test
  void refusesTensorsThatDoNotFit() {
    refusesToOpen(Generation.ITEM_VECTORS, Tensor.matrix(new float[6], 3, 2), "2 ids");
    refusesToOpen(Generation.ITEM_VECTORS, Tensor.matrix(new float[6], 2, 3), "vectors of 3");
    refusesToOpen(DecayedMeanEncoder.WEIGHTS, Tensor.of(1, 2), "has 2 floats");
    refusesToOpen(DecayedMeanEncoder.HALF_LIFE_DAYS, Tensor.of(-1), "not above 0");
    refusesToOpen(DecayedMeanEncoder.HALF_LIFE_DAYS, Tensor.of(), "cannot be read");
    refusesToOpen(DecayedMeanEncoder.STEP, Tensor.of(2), "not in (0, 1]");
    refusesToOpen(ContentProjection.VECTOR_WEIGHT, Tensor.of(2), "content.vector.bias is missing");
  }

  private void refusesToOpen(String name, Tensor tensor, String message) {
    Map<String, Tensor> tensors = tensors();
    tensors.put(name, tensor);
    String id = "g" + System.nanoTime();
    assertThatThrownBy(() -> registry.write(manifest(id), rows(), tensors))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining(message);
  }

  private Generation write(String id) {
    return registry.write(manifest(id), rows(), tensors());
  }

  private Path file(String generation, String name) {
    return directory.resolve("models").resolve(generation).resolve(name);
  }

  private static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private static Manifest manifest(String id) {
    return manifest(id, List.of());
  }

  private static Manifest manifest(String id, List<LearningCurve> learning) {
    return new Manifest(
        Manifest.FORMAT,
        id,
        "2026-01-31T12:00:00Z",
        2,
        DecayedMeanEncoder.TYPE,
        null,
        new Manifest.Training("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z", 10, 3, 2, 1, "ab"),
        null,
        Map.of("test", Map.of("ndcg@10", 0.25)),
        Map.of("d", "2"),
        learning,
        List.of());
  }

  private static List<Registry.ItemRow> rows() {
    return List.of(new Registry.ItemRow("a", "Mugs"), new Registry.ItemRow("b", ""));
  }

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new HashMap<>();
    tensors.put(Generation.ITEM_VECTORS, Tensor.matrix(new float[] {1, 0, 0, 1}, 2, 2));
    float[] weights = new float[EventType.OF_ITEMS];
    weights[EventType.VIEW_ITEM.code()] = 1;
    tensors.put(DecayedMeanEncoder.WEIGHTS, Tensor.of(weights));
    tensors.put(DecayedMeanEncoder.HALF_LIFE_DAYS, Tensor.of(30));
    tensors.put(DecayedMeanEncoder.STEP, Tensor.of(0.9f));
    return tensors;
  }
}

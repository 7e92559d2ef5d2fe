package io.limpet.core.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.RandomData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir Path directory;

  @Test
  void liesInTheFileAsTheFormatSays() throws IOException {
    Path file = directory.resolve("t");
    Safetensors.write(
        file,
        Map.of("b", Tensor.of(1f, -2f), "a", Tensor.matrix(new float[] {0.5f, 3f, 4f, 5f}, 2, 2)));

    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[16,24]}}";
    int padded = (header.length() + 7) / 8 * 8;
    ByteBuffer expected = ByteBuffer.allocate(8 + padded + 24).order(ByteOrder.LITTLE_ENDIAN);
    expected.putLong(padded).put(header.getBytes(UTF_8));
    while (expected.position() < 8 + padded) {
      expected.put((byte) ' ');
    }
    for (float number : new float[] {0.5f, 3f, 4f, 5f, 1f, -2f}) {
      expected.putFloat(number);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
  }

  @Test
  void readsAFileThatAnotherProgramWrote() throws IOException {
    // As the reference implementation writes: metadata first, no spaces, tensors in any order.
    byte[] file =
        file(
            "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"x\":{\"dtype\":\"F32\",\"shape\":[1,3],\"data_offsets\":[4,16]},"
                + "\"s\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}",
            9f,
            1f,
            2f,
            3f);

    Tensors tensors = Safetensors.map(Files.write(directory.resolve("t"), file));

    assertThat(tensors.asMap()).containsOnlyKeys("x", "s");
    assertThat(tensors.get("x").row(0)).containsExactly(1, 2, 3);
    assertThat(tensors.get("s").toArray()).containsExactly(9);
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void readsBackWhatItWrote(long seed) throws IOException {
    Random random = new Random(seed);
    RandomData data = new RandomData(random);
    Map<String, Tensor> tensors = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      int rows = random.nextInt(50);
      int columns = 1 + random.nextInt(40);
      tensors.put(data.text(1, 20), Tensor.matrix(data.floats(rows * columns), rows, columns));
    }
    // Longer than one chunk of the writer.
    tensors.put("long", Tensor.of(data.floats((1 << 18) + 17)));
    Path file = directory.resolve("t");
    Safetensors.write(file, tensors);

    Map<String, Tensor> read = Safetensors.map(file).asMap();

    assertThat(read).containsOnlyKeys(tensors.keySet());
    tensors.forEach(
        (name, tensor) -> {
          assertThat(read.get(name).shape()).isEqualTo(tensor.shape());
          assertThat(read.get(name).toArray()).isEqualTo(tensor.toArray());
        });
  }

  @Test
  void neverOverwrites() throws IOException {
    Path file = Files.createFile(directory.resolve("t"));

    assertThatThrownBy(() -> Safetensors.write(file, Map.of("a", Tensor.of(1))))
        .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
  }

  @Test
  void refusesEveryFileThatEndsEarly() throws IOException {
    Path whole = directory.resolve("t");
    Safetensors.write(whole, Map.of("a", Tensor.of(1, 2), "b", Tensor.of(3)));
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 0; length < bytes.length; length++) {
      Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Safetensors.map(cut))
          .as("%s of %s bytes", length, bytes.length)
          .isInstanceOf(GenerationException.class)
          .hasMessageContaining("cut is damaged");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":",
        "nothing",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1,-1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"x\"],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}",
        "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":7}"
      })
  void refusesHeadersThatDoNotFit(String header) throws IOException {
    Path file = Files.write(directory.resolve("t"), file(header, 1f));

    assertThatThrownBy(() -> Safetensors.map(file))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("is damaged");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1_000_000_000, 13})
  void refusesAHeaderOfImpossibleLength(long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    Path file = Files.write(directory.resolve("t"), bytes.array());

    assertThatThrownBy(() -> Safetensors.map(file))
        .isInstanceOf(GenerationException.class)
        .hasMessageContaining("header cannot be " + length);
  }

  @Test
  void aTensorSaysWhatDoesNotFit() {
    assertThatThrownBy(() -> Tensor.matrix(new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 3] does not fit 5 floats");
    Tensors tensors = new Tensors(Map.of("a", Tensor.of(1)));
    assertThatThrownBy(() -> tensors.get("b"))
        .isInstanceOf(GenerationException.class)
        .hasMessage("tensor b is missing; there are [a]");
  }

  private static byte[] file(String header, float... numbers) {
    byte[] json = header.getBytes(UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + numbers.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return bytes.array();
  }
}

package io.limpet.core.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The safetensors file format, float32 only: 8 bytes little-endian length of the header, the header
 * (JSON: name to dtype, shape and data_offsets), the numbers little-endian row by row.
 *
 * @see <a href="https://huggingface.co/docs/safetensors">the format</a>
 */
public final class Safetensors {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int HEADER_MOST = 10_000_000;
  private static final int CHUNK_FLOATS = 1 << 18;

  private Safetensors() {}

  /** Writes a new file and forces it to the disk. */
  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    ObjectNode header = JSON.createObjectNode();
    long offset = 0;
    Map<String, Tensor> ordered = new TreeMap<>(tensors);
    for (Map.Entry<String, Tensor> entry : ordered.entrySet()) {
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", "F32");
      var shape = node.putArray("shape");
      for (int length : entry.getValue().shape()) {
        shape.add(length);
      }
      long end = offset + (long) entry.getValue().data().capacity() * Float.BYTES;
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = JSON.writeValueAsBytes(header);
    // The numbers begin at a multiple of 8, so that they can be mapped; spaces may end the header.
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(padded).put(json);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeAll(out, head.flip());
      ByteBuffer chunk =
          ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (Tensor tensor : ordered.values()) {
        FloatBuffer data = tensor.data();
        while (data.hasRemaining()) {
          int length = Math.min(data.remaining(), CHUNK_FLOATS);
          chunk.clear().limit(length * Float.BYTES);
          chunk.asFloatBuffer().put(data.slice(data.position(), length));
          data.position(data.position() + length);
          writeAll(out, chunk);
        }
      }
      out.force(true);
    }
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /**
   * Maps the tensors of a file; nothing is read before it is used, and processes share it.
   *
   * @throws GenerationException when the file is not of this format
   */
  public static Tensors map(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer length = read(in, file, 0, 8);
      long headerLength = length.getLong(0);
      if (headerLength <= 0 || headerLength > Math.min(HEADER_MOST, in.size() - 8)) {
        throw damaged(file, "the header cannot be " + headerLength + " bytes long");
      }
      byte[] json = read(in, file, 8, (int) headerLength).array();
      JsonNode header = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      Map<String, Tensor> tensors = new HashMap<>();
      for (Iterator<Map.Entry<String, JsonNode>> it = header.fields(); it.hasNext(); ) {
        Map.Entry<String, JsonNode> entry = it.next();
        if (!entry.getKey().equals("__metadata__")) {
          tensors.put(
              entry.getKey(), map(in, file, 8 + headerLength, entry.getKey(), entry.getValue()));
        }
      }
      return new Tensors(tensors);
    } catch (JsonProcessingException e) {
      throw new GenerationException(file + " is damaged: its header is not JSON", e);
    }
  }

  private static Tensor map(FileChannel in, Path file, long base, String name, JsonNode node)
      throws IOException {
    if (!node.path("dtype").asText().equals("F32")) {
      throw damaged(file, name + " is " + node.path("dtype") + ", only F32 is read");
    }
    int[] shape = new int[node.path("shape").size()];
    long floats = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = node.path("shape").get(i).asInt(-1);
      floats *= shape[i];
      if (shape[i] < 0 || floats > Integer.MAX_VALUE) {
        throw damaged(file, name + " cannot have the shape " + node.path("shape"));
      }
    }
    long begin = node.path("data_offsets").path(0).asLong(-1);
    long end = node.path("data_offsets").path(1).asLong(-1);
    if (begin < 0
        || end - begin != floats * Float.BYTES
        || base + end > in.size()
        || end - begin > Integer.MAX_VALUE) {
      throw damaged(file, "the place of " + name + " does not fit its shape or the file");
    }
    ByteBuffer mapped = in.map(FileChannel.MapMode.READ_ONLY, base + begin, end - begin);
    return new Tensor(mapped.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer(), shape);
  }

  private static ByteBuffer read(FileChannel in, Path file, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (in.read(bytes, position + bytes.position()) < 0) {
        throw damaged(file, "it ends after " + in.size() + " bytes");
      }
    }
    return bytes.flip();
  }

  private static GenerationException damaged(Path file, String why) {
    return new GenerationException(file + " is damaged: " + why);
  }
}

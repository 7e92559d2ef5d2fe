package io.limpet.core.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a generation says of itself, {@code manifest.json}.
 *
 * @param format version of the layout, {@link #FORMAT}; a reader refuses a newer one
 * @param generation its id
 * @param createdAt RFC 3339
 * @param dimensions floats of a user or item vector
 * @param encoder kind of the user encoder, {@code decayed-mean} for instance
 * @param textEncoder name of the text encoder that the content projection was trained on, or null
 * @param training what it was trained on
 * @param parent the generation in use when it was trained, or null
 * @param metrics figures by data set part ({@code validation}, {@code test}) and name
 * @param parameters hyper-parameters, for the record
 * @param learning how the training that chose went; empty where nothing was chosen epoch by epoch
 * @param files every other file with its size and checksum
 */
public record Manifest(
    int format,
    String generation,
    String createdAt,
    int dimensions,
    String encoder,
    @Nullable String textEncoder,
    Training training,
    @Nullable String parent,
    Map<String, Map<String, Double>> metrics,
    Map<String, String> parameters,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LearningCurve> learning,
    List<FileEntry> files) {

  /** Version of the layout that this release writes. */
  public static final int FORMAT = 1;

  /** Generations of before say nothing of their learning. */
  public Manifest {
    learning = learning == null ? List.of() : List.copyOf(learning);
  }

  /** Of a generation whose training is not told epoch by epoch. */
  public Manifest(
      int format,
      String generation,
      String createdAt,
      int dimensions,
      String encoder,
      @Nullable String textEncoder,
      Training training,
      @Nullable String parent,
      Map<String, Map<String, Double>> metrics,
      Map<String, String> parameters,
      List<FileEntry> files) {
    this(
        format,
        generation,
        createdAt,
        dimensions,
        encoder,
        textEncoder,
        training,
        parent,
        metrics,
        parameters,
        List.of(),
        files);
  }

  /**
   * The data a generation was trained on.
   *
   * @param from time of the first interaction, RFC 3339
   * @param to time of the last
   * @param interactions how many
   * @param users how many
   * @param items how many
   * @param seed of every random number
   * @param fingerprint SHA-256 of the interactions, so that equal data is known again
   */
  public record Training(
      String from,
      String to,
      long interactions,
      long users,
      long items,
      long seed,
      String fingerprint) {}

  /**
   * A file of the generation.
   *
   * @param name within the directory
   * @param bytes size
   * @param sha256 in hexadecimal
   */
  public record FileEntry(String name, long bytes, String sha256) {}

  /** The same with these files. */
  public Manifest withFiles(List<FileEntry> of) {
    return new Manifest(
        format,
        generation,
        createdAt,
        dimensions,
        encoder,
        textEncoder,
        training,
        parent,
        metrics,
        parameters,
        learning,
        List.copyOf(of));
  }
}

package io.limpet.text;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The sentence encoders that can be had, all quantised to 8 bits and in the class path. */
public enum TextModel {
  /** all-MiniLM-L6-v2, English: six layers, quick. */
  MINILM("all-minilm-l6-v2-q", "all-minilm-l6-v2-q", 384, true, "", ""),

  /** BGE small v1.5, English (Xiao et al., "C-Pack", 2023): twelve layers. */
  BGE_SMALL_EN(
      "bge-small-en-v15-q",
      "bge-small-en-v1.5-q",
      384,
      false,
      "Represent this sentence for searching relevant passages: ",
      ""),

  /**
   * E5 small v2, English (Wang et al., "Text embeddings by weakly-supervised contrastive", 2022).
   */
  E5_SMALL("e5-small-v2-q", "e5-small-v2-q", 384, true, "query: ", "passage: "),

  /** BGE small v1.5, Chinese: four layers. */
  BGE_SMALL_ZH("bge-small-zh-v15-q", "bge-small-zh-v1.5-q", 512, false, "", "");

  private final String id;
  private final String file;
  private final int dimensions;
  private final boolean mean;
  private final String beforeQueries;
  private final String beforeTexts;

  TextModel(
      String id,
      String file,
      int dimensions,
      boolean mean,
      String beforeQueries,
      String beforeTexts) {
    this.id = id;
    this.file = file;
    this.dimensions = dimensions;
    this.mean = mean;
    this.beforeQueries = beforeQueries;
    this.beforeTexts = beforeTexts;
  }

  /**
   * The model of a name.
   *
   * @throws IllegalArgumentException that names those there are
   */
  public static TextModel of(String id) {
    return Arrays.stream(values())
        .filter(model -> model.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "text encoder is \""
                        + id
                        + "\"; give one of "
                        + Arrays.stream(values())
                            .map(TextModel::id)
                            .collect(Collectors.joining(", "))));
  }

  /** As in the manifest of a generation. */
  public String id() {
    return id;
  }

  int dimensions() {
    return dimensions;
  }

  /** The resource of the network. */
  String network() {
    return "/" + file + ".onnx";
  }

  /** The resource of the vocabulary. */
  String tokenizer() {
    return "/" + file + "-tokenizer.json";
  }

  /** Whether a text is the mean over its tokens, else it is what stands at its beginning. */
  boolean mean() {
    return mean;
  }

  /** What the model wants to see before a text that is looked for. */
  String beforeQueries() {
    return beforeQueries;
  }

  /** What the model wants to see before a text that is to be found. */
  String beforeTexts() {
    return beforeTexts;
  }
}

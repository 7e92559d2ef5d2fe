package io.limpet.search.recommend;

import java.util.List;

/**
 * An answer and how it came about.
 *
 * @param chosen what is shown, in order
 * @param rest what further pages show, in order
 * @param stages what each stage did, in order
 * @param dropped what is not shown, and why
 * @param products dot products of all candidates that were scored with the user's vector, NaN where
 *     there is none; nothing of a further page
 * @param firstPosition of what is shown, from 0: how many the pages before have shown
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
public record PipelineResult(
    List<Scored> chosen,
    List<Scored> rest,
    List<Stage> stages,
    List<Dropped> dropped,
    float[] products,
    int firstPosition) {

  /** The place behind what is shown. */
  int nextPosition() {
    return firstPosition + chosen.size();
  }

  /**
   * What a stage did.
   *
   * @param name {@code source:...}, {@code filter:...}, hydrate, score or select
   * @param micros how long it took
   * @param in how many candidates went in
   * @param out how many came out
   * @param failure what it failed of, empty if it did not
   */
  public record Stage(String name, long micros, int in, int out, String failure) {}
}

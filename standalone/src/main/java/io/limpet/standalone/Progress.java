package io.limpet.standalone;

/** Told how far something long has come. */
public interface Progress {
  /**
   * Some more is done.
   *
   * @param what is being done, a plural: items, events
   */
  void at(String what, long done, long total);
}

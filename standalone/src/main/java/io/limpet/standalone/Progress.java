package io.limpet.standalone;

/** Told what is being done. */
public interface Progress {
  /** Something begins or ends. */
  void say(String what);

  /**
   * Some more of something long is done.
   *
   * @param what a plural: items, events
   */
  void at(String what, long done, long total);
}

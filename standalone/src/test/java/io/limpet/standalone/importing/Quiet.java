package io.limpet.standalone.importing;

import io.limpet.standalone.Progress;

/** Progress that nobody sees. */
public final class Quiet implements Progress {
  public static final Quiet PROGRESS = new Quiet();

  @Override
  public void say(String what) {}

  @Override
  public void at(String what, long done, long total) {}
}

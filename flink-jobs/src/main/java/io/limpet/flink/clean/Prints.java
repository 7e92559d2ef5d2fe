package io.limpet.flink.clean;

import io.limpet.core.hash.Hash128;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Two bytes of each event id that is remembered of a visitor, kept with what is read of the visitor
 * anyway: nearly every id is new, and one whose print is not here need not be looked for among the
 * others, which in RocksDB takes longer than all else that is done with an event. Of more than
 * {@value #MOST} ids none are kept. Immutable.
 */
final class Prints {
  /** So many at most, so that an event does not write much more than itself. */
  static final int MOST = 64;

  /** Of no id. */
  static final Prints NONE = new Prints(new short[0]);

  /** Of too many ids, or of who knows which. */
  static final Prints ANY = new Prints(null);

  private final short @Nullable [] prints;

  private Prints(short @Nullable [] prints) {
    this.prints = prints;
  }

  /** Those of these ids. */
  static Prints of(Collection<Hash128> ids) {
    short[] prints = new short[ids.size()];
    int count = 0;
    for (Hash128 id : ids) {
      prints[count++] = print(id);
    }
    return of(prints);
  }

  /**
   * As they were written.
   *
   * @param prints null for any
   */
  static Prints of(short @Nullable [] prints) {
    return prints == null || prints.length > MOST
        ? ANY
        : prints.length == 0 ? NONE : new Prints(prints);
  }

  /** To be written; null for any. Not to be changed. */
  short @Nullable [] toArray() {
    return prints;
  }

  private static short print(Hash128 id) {
    return (short) id.low();
  }

  /** False if the id is none of them. */
  boolean mayHold(Hash128 id) {
    if (prints == null) {
      return true;
    }
    short wanted = print(id);
    for (short print : prints) {
      if (print == wanted) {
        return true;
      }
    }
    return false;
  }

  /** These and the print of another id. */
  Prints with(Hash128 id) {
    if (prints == null || prints.length == MOST) {
      return ANY;
    }
    short[] more = Arrays.copyOf(prints, prints.length + 1);
    more[prints.length] = print(id);
    return new Prints(more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Prints that && Arrays.equals(prints, that.prints);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(prints);
  }
}

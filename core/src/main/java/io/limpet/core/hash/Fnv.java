package io.limpet.core.hash;

/** FNV-1a of 64 bits (Fowler, Noll and Vo) over the UTF-16 units of a text. */
public final class Fnv {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fnv() {}

  /** The hash; two of some hundred texts have the same about never. */
  public static long hash(String text) {
    long hash = OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }

  /** A number that stands for the text, evenly from 0 to 1, exclusive. */
  public static double unit(String text) {
    // The last characters reach the upper bits only when they are mixed (Stafford's mix 13).
    long mixed = hash(text);
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
  }
}

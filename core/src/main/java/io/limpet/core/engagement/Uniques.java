package io.limpet.core.engagement;

import java.nio.ByteBuffer;
import org.apache.datasketches.cpc.CpcSketch;
import org.apache.datasketches.cpc.CpcUnion;
import org.jspecify.annotations.Nullable;

/**
 * How many different members a set has. Exact while there are no more than a threshold, whose
 * hashes are kept; beyond it a CPC sketch (Lang 2017, "Back to the Future: an Even More Nearly
 * Optimal Cardinality Estimation Algorithm", of Apache DataSketches) of 2^{@value #LG_K} counters:
 * at most 2.6 kB, standard error {@code ln 2 / 64}, 1.1 %. Merging loses nothing: the union of two
 * days counts who came on both once. Mutable; for one thread.
 */
public final class Uniques {
  /** Members that a day's set holds exactly, 8 bytes each. */
  public static final int EXACT = 1_024;

  /** Log2 of the counters of a sketch. */
  public static final int LG_K = 12;

  private static final int STANDARD_DEVIATIONS = 2;
  private static final byte IS_EXACT = 0;
  private static final byte IS_SKETCH = 1;

  private final int exactUpTo;
  private final HashSet64 hashes = new HashSet64();
  private @Nullable CpcSketch sketch;

  /** A set that is exact up to {@link #EXACT}. */
  public Uniques() {
    this(EXACT);
  }

  /**
   * @param exactUpTo members that are counted exactly, if all that is merged into it is exact
   */
  public Uniques(int exactUpTo) {
    this.exactUpTo = exactUpTo;
  }

  /** Adds a member by its hash of 64 even bits. */
  public void add(long hash) {
    if (sketch != null) {
      sketch.update(hash);
      return;
    }
    hashes.add(hash);
    if (hashes.size() > exactUpTo) {
      estimate();
    }
  }

  private CpcSketch estimate() {
    var made = new CpcSketch(LG_K);
    hashes.forEach(made::update);
    hashes.clear();
    sketch = made;
    return made;
  }

  /** Adds the members of another set. */
  public void merge(Uniques other) {
    if (other.sketch == null) {
      other.hashes.forEach(this::add);
      return;
    }
    CpcSketch mine = sketch == null ? estimate() : sketch;
    var union = new CpcUnion(LG_K);
    union.update(mine);
    union.update(other.sketch);
    sketch = union.getResult();
  }

  /** Whether the count is no estimate. */
  public boolean isExact() {
    return sketch == null;
  }

  /** How many there are, to the best of what is known. */
  public double count() {
    return sketch == null ? hashes.size() : sketch.getEstimate();
  }

  /** No less than that, with a probability of 97 %. */
  public double low() {
    return sketch == null ? hashes.size() : sketch.getLowerBound(STANDARD_DEVIATIONS);
  }

  /** No more than that, with a probability of 97 %. */
  public double high() {
    return sketch == null ? hashes.size() : sketch.getUpperBound(STANDARD_DEVIATIONS);
  }

  /** The set as bytes: 0 and the hashes in order, or 1 and a CPC sketch as DataSketches has it. */
  public byte[] toBytes() {
    if (sketch != null) {
      byte[] compact = sketch.toByteArray();
      return ByteBuffer.allocate(1 + compact.length).put(IS_SKETCH).put(compact).array();
    }
    ByteBuffer bytes = ByteBuffer.allocate(1 + Long.BYTES * hashes.size()).put(IS_EXACT);
    for (long hash : hashes.sorted()) {
      bytes.putLong(hash);
    }
    return bytes.array();
  }

  /**
   * The set of these bytes.
   *
   * @throws IllegalArgumentException when they are none
   */
  public static Uniques ofBytes(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      throw new IllegalArgumentException("no bytes; a set begins with 0 or 1");
    }
    byte kind = bytes.get();
    var set = new Uniques();
    if (kind == IS_SKETCH) {
      byte[] compact = new byte[bytes.remaining()];
      bytes.get(compact);
      set.sketch = sketch(compact);
    } else if (kind == IS_EXACT && bytes.remaining() % Long.BYTES == 0) {
      while (bytes.hasRemaining()) {
        set.add(bytes.getLong());
      }
    } else {
      throw new IllegalArgumentException(
          "kind %d with %d bytes behind it; 0 has whole hashes of 8, 1 a sketch"
              .formatted(kind, bytes.remaining()));
    }
    return set;
  }

  private static CpcSketch sketch(byte[] compact) {
    // The fourth byte says how much memory the sketch will ask for.
    if (compact.length < 8 || compact[3] != LG_K) {
      throw new IllegalArgumentException(
          compact.length + " bytes are no CPC sketch of 2^" + LG_K + " counters");
    }
    try {
      return CpcSketch.heapify(compact);
    } catch (RuntimeException | AssertionError e) {
      // The library meets damaged bytes with either.
      throw new IllegalArgumentException(compact.length + " bytes are no CPC sketch", e);
    }
  }
}

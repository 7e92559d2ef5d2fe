package io.limpet.trainer.train;

import io.limpet.core.event.EventType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hyper-parameters of {@link PooledModel}, with the reason of each default. They were chosen on the
 * built-in shop, on windows before its test; docs/training.md has the figures.
 *
 * @param pace how fast channels forget; both are tried on validation
 * @param channels d, floats of an item's input, a multiple of 4; the vector has one more. 32 lost
 *     .004 NDCG@10 on the built-in shop, 128 won .004 and costs twice the time
 * @param epochs how often every sample is seen at most; the best is chosen on validation
 * @param learningRate of Adam at the peak, falling linearly
 * @param batch samples a step, a multiple of {@link #SLICE}
 * @param negatives items drawn for the softmax of a step where there are more than {@link
 *     #FULL_SOFTMAX} of them
 * @param dropout share of the history's events left out of a training sample, in [0, 1)
 * @param shrink see {@link io.limpet.core.encoder.PooledEncoder}, in units of one view
 * @param power see there; 1 lost .006 to .010 NDCG@10 on the built-in shop
 * @param targetPower a sample weighs as much as it has answers, to this power, 0 to 1
 * @param sampleHalfLifeDays after which a sample counts half: what goes with what changes, too
 * @param shortTrendDays half-life of what is wanted now
 * @param longTrendDays half-life of what has been wanted lately
 */
public record Hyper(
    Pace pace,
    int channels,
    int epochs,
    double learningRate,
    int batch,
    int negatives,
    double dropout,
    double shrink,
    double power,
    double targetPower,
    double sampleHalfLifeDays,
    double shortTrendDays,
    double longTrendDays) {

  /** Samples that share the trend of one moment. */
  public static final int SLICE = 32;

  /** Up to so many items, the softmax is over all of them. */
  public static final int FULL_SOFTMAX = 6_000;

  /** Events of a history that are looked at, the latest: as many as a profile keeps. */
  public static final int HISTORY = io.limpet.core.profile.UserProfile.RECENT;

  /** How the channels forget: what is left after each event, in each quarter of them. */
  public enum Pace {
    /** Taste over the last 200 events: customers who come for many things. */
    SLOW(0.995f, 0.995f, 0.995f, 0.995f),
    /** Some of the channels follow the last few events: visits that are about something. */
    MIXED(0.995f, 0.97f, 0.9f, 0.7f);

    private final float[] quarters;

    Pace(float... quarters) {
      this.quarters = quarters;
    }
  }

  /** What training uses unless told otherwise. */
  public static final Hyper DEFAULT =
      new Hyper(Pace.SLOW, 64, 10, 0.008, 256, 2048, 0.2, 5, 0.7, 0.5, 90, 3, 14);

  public Hyper {
    check(channels > 0 && channels % 4 == 0, "channels", channels, "a multiple of 4");
    check(epochs > 0, "epochs", epochs, "1 or more");
    check(learningRate > 0 && learningRate < 1, "learningRate", learningRate, "in (0, 1)");
    check(batch > 0 && batch % SLICE == 0, "batch", batch, "a multiple of " + SLICE);
    check(negatives > 0, "negatives", negatives, "1 or more");
    check(dropout >= 0 && dropout < 1, "dropout", dropout, "in [0, 1)");
    check(shrink >= 0, "shrink", shrink, "0 or more");
    check(power >= 0 && power <= 1, "power", power, "in [0, 1]");
    check(sampleHalfLifeDays > 0, "sampleHalfLifeDays", sampleHalfLifeDays, "above 0");
    check(targetPower >= 0 && targetPower <= 1, "targetPower", targetPower, "in [0, 1]");
    check(shortTrendDays > 0, "shortTrendDays", shortTrendDays, "above 0");
    check(longTrendDays > 0, "longTrendDays", longTrendDays, "above 0");
  }

  private static void check(boolean good, String name, Number value, String expected) {
    if (!good) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + expected);
    }
  }

  /** The same at another pace. */
  public Hyper at(Pace other) {
    return new Hyper(
        other,
        channels,
        epochs,
        learningRate,
        batch,
        negatives,
        dropout,
        shrink,
        power,
        targetPower,
        sampleHalfLifeDays,
        shortTrendDays,
        longTrendDays);
  }

  /** The same in so many epochs. */
  Hyper with(int otherEpochs) {
    return new Hyper(
        pace,
        channels,
        otherEpochs,
        learningRate,
        batch,
        negatives,
        dropout,
        shrink,
        power,
        targetPower,
        sampleHalfLifeDays,
        shortTrendDays,
        longTrendDays);
  }

  /** Decay of every channel. */
  float[] decays() {
    float[] decays = new float[channels];
    for (int c = 0; c < channels; c++) {
      decays[c] = pace.quarters[4 * c / channels];
    }
    return decays;
  }

  /** Weight of every event code. */
  float[] weights() {
    return EventType.defaultWeights();
  }

  /** For the manifest. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("pace", pace.name().toLowerCase(java.util.Locale.ROOT));
    map.put("channels", String.valueOf(channels));
    map.put("epochs", String.valueOf(epochs));
    map.put("learning_rate", String.valueOf(learningRate));
    map.put("batch", String.valueOf(batch));
    map.put("negatives", String.valueOf(negatives));
    map.put("dropout", String.valueOf(dropout));
    map.put("shrink", String.valueOf(shrink));
    map.put("power", String.valueOf(power));
    map.put("sample_half_life_days", String.valueOf(sampleHalfLifeDays));
    map.put("target_power", String.valueOf(targetPower));
    map.put("short_trend_days", String.valueOf(shortTrendDays));
    map.put("long_trend_days", String.valueOf(longTrendDays));
    return map;
  }
}

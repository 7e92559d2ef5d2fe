package io.limpet.flink.experiments;

import io.limpet.core.codec.Codec;
import io.limpet.core.experiment.ArmResult;
import io.limpet.core.experiment.Moments;
import io.limpet.core.experiment.Quantity;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.SumAndWrite;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the units of a slice of an arm: a unit that counts otherwise is taken out as it was and
 * put in as it is.
 *
 * <p>State by slice of an arm: {@link ArmSums}.
 */
final class SumArm extends SumAndWrite<Change, ArmResult, ArmSums> {
  private static final long serialVersionUID = 1;

  private transient Codec<ArmResult> codec;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  SumArm(Duration visitorLifetime) {
    super("sums", ArmSums.class, visitorLifetime);
  }

  @Override
  public void open(OpenContext context) throws Exception {
    super.open(context);
    codec = Topics.EXPERIMENT_RESULTS.codec();
  }

  @Override
  protected ArmSums add(
      @Nullable ArmSums known, Change change, long nowMillis, long expireAtMillis) {
    Moments moments =
        known == null ? new Moments(Quantity.DIMENSIONS) : codec.decode(known.result()).moments();
    if (change.was().length > 0) {
      moments.remove(change.was());
    }
    if (change.is().length > 0) {
      moments.add(change.is());
    }
    var result = new ArmResult(change.experiment(), change.arm(), change.slice(), moments);
    return new ArmSums(
        codec.encode(result),
        nowMillis,
        known == null ? 0 : known.writtenMillis(),
        known == null ? 0 : known.writeAtMillis(),
        expireAtMillis);
  }

  @Override
  protected ArmResult toWrite(ArmSums sums, long nowMillis) {
    return codec.decode(sums.result());
  }
}

package io.limpet.flink.rebuild;

import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.identity.HandOver;
import io.limpet.core.topic.Topics;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.users.UserVectorsJob;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;

/**
 * Encodes visitors: devices first, where there are sign-ins, then users with what devices handed
 * over in its place among what they did.
 */
final class UserVectorPasses implements Derivation.Passes {
  @Override
  public Path run(LimpetJob job, Rebuild over) throws Exception {
    if (over.read().signIns() == 0) {
      return pass(job, over, over.arrivals().all(), null);
    }
    Path devices = pass(job, over, over.arrivals().devices(), null);
    HandOverFiles.forEach(over.handOvers(), over.arrivals()::add);
    over.arrivals().flush();
    return pass(job, over, over.arrivals().users(), devices);
  }

  private static Path pass(LimpetJob job, Rebuild over, List<Path> parts, @Nullable Path goesOnFrom)
      throws Exception {
    return over.pass(
        job,
        parts,
        goesOnFrom,
        ends -> {
          var source =
              ends.lake(
                  deed -> deed.isLeft() ? UserVectorsJob.deed(deed.left()) : deed,
                  UserVectorsJob.DEED);
          DataStream<Either<CleanEvent, HandOver>> deeds =
              ends.env().fromSource(source, noWatermarks(), "lake").uid("events");
          UserVectorsJob.build(
              ends.env(),
              ends.settings(),
              deeds,
              over.models(),
              over.known(),
              ends.to(Topics.USER_VECTORS),
              new HandOverFiles(over.handOvers()));
        });
  }
}

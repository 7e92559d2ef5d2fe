package io.limpet.search;

import io.limpet.core.topic.Topics;
import io.limpet.search.erasure.ErasureDesk;
import io.limpet.search.experiment.ExperimentDesk;
import io.limpet.search.generation.ReleaseDesk;
import io.limpet.search.ingest.ItemIngest;
import io.limpet.search.rule.RuleDesk;
import io.limpet.search.surface.SurfaceDesk;
import io.limpet.search.tuning.TuningDesk;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Where people decide: each takes an order, writes it into its topic, and waits until it counts.
 */
record Desks(
    ItemIngest items,
    SurfaceDesk surfaces,
    ExperimentDesk experiments,
    TuningDesk tunings,
    RuleDesk rules,
    ErasureDesk erasures,
    ReleaseDesk releases) {
  static Desks of(Ground ground, Stores stores, Answering answering, Readers readers) {
    LongSupplier now = ground.now();
    Path file = ground.settings().surfaces();
    var surfaces =
        new SurfaceDesk(
            stores.surfaces(),
            file == null ? null : file.toString(),
            readers.surfaces() == null
                ? null
                : Reading.followed(ground.writer(), Topics.SURFACES, readers.surfaces()),
            now);
    var experiments =
        new ExperimentDesk(
            answering.experiments(),
            answering.registry(),
            Reading.followed(ground.writer(), Topics.EXPERIMENTS, readers.experiments()),
            now);
    return new Desks(
        new ItemIngest(ground.writer(), readers.items(), stores.catalogue(), now),
        surfaces,
        experiments,
        new TuningDesk(
            stores.tunings(),
            stores.surfaces(),
            surfaces,
            answering.experiments(),
            experiments,
            stores.results(),
            Reading.followed(ground.writer(), Topics.TUNINGS, readers.tunings()),
            now),
        new RuleDesk(
            stores.rules(),
            stores.catalogue(),
            Reading.followed(ground.writer(), Topics.RULES, readers.rules()),
            now),
        new ErasureDesk(
            stores.erasures(),
            Reading.followed(ground.writer(), Topics.ERASURES, readers.erasures()),
            now),
        new ReleaseDesk(
            answering.generations(),
            Reading.followed(ground.writer(), Topics.MODELS, readers.models()),
            now));
  }
}

package io.limpet.flink;

import io.limpet.flink.archive.ArchiveJob;
import io.limpet.flink.clean.CleanJob;
import io.limpet.flink.engagement.EngagementJob;
import io.limpet.flink.experiments.ExperimentsJob;
import io.limpet.flink.features.FeaturesJob;
import io.limpet.flink.labels.LabelsJob;
import io.limpet.flink.signals.ItemSignalsJob;
import io.limpet.flink.surveys.SurveysJob;
import io.limpet.flink.users.UserVectorsJob;
import java.util.List;

/** THE list of jobs. */
public final class LimpetJobs {
  private LimpetJobs() {}

  /** Every job, in the order of the river. */
  public static List<LimpetJob> all() {
    return List.of(
        CleanJob.JOB,
        UserVectorsJob.JOB,
        ItemSignalsJob.JOB,
        FeaturesJob.JOB,
        ArchiveJob.JOB,
        LabelsJob.JOB,
        SurveysJob.JOB,
        ExperimentsJob.JOB,
        EngagementJob.JOB);
  }
}

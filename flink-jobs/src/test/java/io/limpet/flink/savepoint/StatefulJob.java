package io.limpet.flink.savepoint;

/** The jobs with state that savepoints are stored of. */
enum StatefulJob {
  CLEAN("clean", new CleanPlay()),
  USER_VECTORS("user-vectors", new UserVectorsPlay()),
  ITEM_SIGNALS("item-signals", new ItemSignalsPlay()),
  FEATURES("features", new FeaturesPlay()),
  LABELS("labels", new LabelsPlay()),
  ENGAGEMENT("engagement", new EngagementPlay()),
  EXPERIMENTS("experiments", new ExperimentsPlay()),
  SURVEYS("surveys", new SurveysPlay()),
  ARCHIVE("archive", new ArchivePlay());

  private final String job;
  private final Play play;

  StatefulJob(String job, Play play) {
    this.job = job;
    this.play = play;
  }

  /** Its name in the list of jobs. */
  String job() {
    return job;
  }

  Play play() {
    return play;
  }
}

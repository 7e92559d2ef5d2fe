package io.limpet.search.index;

import java.io.IOException;
import org.apache.lucene.index.IndexUpgrader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an index that an older Lucene has written to the format of this one. Until then {@code
 * lucene-backward-codecs} reads it; without that its graph would have to be built again, which
 * takes minutes for a large catalogue. Lucene reads what the major version before it began, so an
 * index older than that is built anew like a damaged one.
 */
final class IndexUpgrade {
  private static final Logger LOG = LoggerFactory.getLogger(IndexUpgrade.class);

  private IndexUpgrade() {}

  /** Whether an older major version has written any of it. */
  static boolean isDue(Directory directory) throws IOException {
    return SegmentInfos.readLatestCommit(directory).asList().stream()
        .anyMatch(segment -> segment.info.getVersion().major < Version.LATEST.major);
  }

  /**
   * Writes it again, in one commit with the same stamp; its graph is taken over as it is. An index
   * that cannot be written, on a full disk for one, is used as it is.
   */
  static void run(Directory directory, HnswSettings settings) {
    try {
      new IndexUpgrader(directory, IndexFiles.config(settings), false).upgrade();
    } catch (IOException e) {
      LOG.warn(
          "{} was written by an older Lucene and could not be upgraded: {}",
          directory,
          e.toString());
    }
  }
}

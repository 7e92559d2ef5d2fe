package io.limpet.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.generation.ContentProjection;
import io.limpet.core.generation.Tensors;
import io.limpet.trainer.Clusters;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import org.junit.jupiter.api.Test;

class ContentTowerTest {
  @Test
  void isInCoreWhatItIsInDl4j() {
    var rows = Clusters.interactions(60, 8, 1);
    var content = ContentFeatures.of(Clusters.catalogue(), Clusters.TEXT, Progress.SILENT);
    var set = new TrainingSet(rows, content, rows.lastMillis() + 1, 3, Progress.SILENT);
    Embeddings embeddings = new PooledModel(Hyper.DEFAULT, 1).train(set);

    ContentTower tower = ContentTower.fit(embeddings, content, 3, Progress.SILENT);

    var projection = ContentProjection.of(new Tensors(tower.map().tensors())).orElseThrow();
    int channels = embeddings.encoder().inputDimensions();
    for (int i = 0; i < content.items().size(); i++) {
      float[] features = content.rows().orElseThrow()[i];
      float[] text = ContentProjection.text(features);
      float[] expected = tower.output(features);
      float[] input = projection.input(text, content.items().get(i));
      float[] vector = projection.vector(text, content.items().get(i));
      for (int c = 0; c < channels; c++) {
        assertThat(input[c]).isCloseTo(expected[c], within(1e-5f));
      }
      for (int c = 0; c <= channels; c++) {
        assertThat(vector[c]).isCloseTo(expected[channels + c], within(1e-5f));
      }
    }
  }
}

package io.limpet.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurveyCheckTest {
  private static final long NOW = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'value':0,'properties':{'survey':'nps'}",
        "'value':10,'properties':{'survey':'nps','comment':'fine'}",
        "'value':1,'properties':{'survey':'csat'}",
        "'value':5.0,'properties':{'survey':'csat'}",
        "'value':0,'item_id':'mug','properties':{'survey':'thumbs'}",
        "'properties':{'survey':'text','comment':'more mugs'}",
        "'properties':{'survey':'nps','asked':true}",
        "'value':77.5",
        "'value':77.5,'properties':{'colour':'red'}"
      })
  void takesWhatCanBeCountedAndSurveysOfAShopsOwn(String fields) {
    assertThat(read(fields)).isInstanceOf(EventResult.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'value':11,'properties':{'survey':'nps'}; NUMBER_OUT_OF_RANGE; value; 11.0; 0 to 10",
        "'value':-1,'properties':{'survey':'nps'}; NUMBER_OUT_OF_RANGE; value; -1; from 0",
        "'value':7.5,'properties':{'survey':'nps'}; NUMBER_OUT_OF_RANGE; value; 7.5; whole number",
        "'value':0,'properties':{'survey':'csat'}; NUMBER_OUT_OF_RANGE; value; 0.0; 1 to 5",
        "'value':6,'properties':{'survey':'csat'}; NUMBER_OUT_OF_RANGE; value; 6.0; 1 to 5",
        "'value':2,'item_id':'mug','properties':{'survey':'thumbs'}; NUMBER_OUT_OF_RANGE; value;"
            + " 2.0; 0 to 1",
        "'value':1,'properties':{'survey':'thumbs'}; MISSING_FIELD; items; thumbs; item_id",
        "'properties':{'survey':'nps'}; MISSING_FIELD; value; nps; 0 to 10",
        "'value':3,'properties':{'survey':'nps','asked':true}; WRONG_TYPE; value; 3.0; leave",
        "'properties':{'survey':'text','comment':' '}; MISSING_FIELD; properties.comment; text;"
            + " words",
        "'value':1,'properties':{'survey':'text','comment':'x'}; WRONG_TYPE; value; 1.0; leave it"
            + " out",
        "'value':1,'properties':{'survey':'NPS'}; WRONG_TYPE; properties.survey; NPS; nps, csat"
      })
  void refusesTheRestByFieldValueAndMend(
      String fields, RejectReason reason, String field, String value, String mend) {
    var rejected = (EventResult.Rejected) read(fields);
    assertThat(rejected.rejection().reason()).isEqualTo(reason);
    assertThat(rejected.rejection().field()).isEqualTo(field);
    assertThat(rejected.rejection().message()).contains(value, mend);
  }

  @Test
  void refusesWordsWithoutEnd() {
    var rejected =
        (EventResult.Rejected)
            read("'properties':{'survey':'text','comment':'" + "x".repeat(1_001) + "'}");
    assertThat(rejected.rejection().reason()).isEqualTo(RejectReason.TOO_LONG);
  }

  @Test
  void letsAThumbActOnItsItems() {
    assertThat(act("'value':1,'item_id':'mug','properties':{'survey':'thumbs'}"))
        .isEqualTo(EventType.RATE);
    assertThat(act("'value':0,'item_id':'mug','properties':{'survey':'thumbs'}"))
        .isEqualTo(EventType.NOT_INTERESTED);
    assertThat(act("'item_id':'mug','properties':{'survey':'thumbs','asked':true}"))
        .isEqualTo(EventType.SURVEY);
    assertThat(act("'value':1,'item_id':'mug','properties':{'survey':'csat'}"))
        .isEqualTo(EventType.SURVEY);
  }

  private static EventType act(String fields) {
    Event event = ((EventResult.Accepted) read(fields)).event();
    return Thumbs.asAct(new CleanEvent(event, "s", NOW, 0, 1)).event().type();
  }

  private static EventResult read(String fields) {
    String json = ("{'event':'survey','user_id':'anna'," + fields + "}").replace('\'', '"');
    return new EventReader(() -> "id", NOW).read(json.getBytes(UTF_8));
  }
}

package io.mediarouter.state.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.state.Row;
import io.mediarouter.state.hazelcast.OwnedRows.Effect;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OwnedRowsTest {
  private final OwnedRows<String> writer = new OwnedRows<>("writer", "t", Moments.none());
  private final OwnedRows<String> reader = new OwnedRows<>("reader", "t", Moments.none());

  @Test
  void changed_tellsEachRowOnceAndAsItIsThen() {
    writer.put("a", "1");
    writer.put("a", "2");
    writer.put("b", "1");
    writer.remove("b");

    RowsMessage message = writer.changed("node");

    assertThat(message.keys()).containsExactly("a", "b");
    assertThat(message.values()).containsExactly("2", null);
    assertThat(writer.changed("node").keys()).isEmpty();
  }

  @Test
  void hear_ofChangesOfOneNeverHeardBefore_isAGap() {
    writer.put("a", "1");

    assertThat(reader.hear(writer.changed("node"), Duration.ZERO)).isEqualTo(Effect.GAP);
    assertThat(reader.rows().all()).isEmpty();
  }

  @Test
  void hear_ofAllAndThenChanges_followsTheWriter() {
    writer.put("a", "1");
    assertThat(reader.hear(writer.all("node"), Duration.ZERO)).isEqualTo(Effect.CHANGED);
    writer.put("b", "1");
    writer.remove("a");

    assertThat(reader.hear(writer.changed("node"), Duration.ZERO)).isEqualTo(Effect.CHANGED);

    assertThat(reader.rows().all()).containsExactly(new Row<>("writer", "b", "1"));
    assertThat(reader.hear(writer.changed("node"), Duration.ZERO)).isEqualTo(Effect.NONE);
  }

  @Test
  void hear_afterALostMessage_isAGapUntilAllIsTold() {
    writer.put("a", "1");
    reader.hear(writer.all("node"), Duration.ZERO);
    writer.put("b", "lost");
    writer.changed("node");
    writer.remove("a");

    assertThat(reader.hear(writer.changed("node"), Duration.ZERO)).isEqualTo(Effect.GAP);
    assertThat(reader.hear(writer.changed("node"), Duration.ZERO)).isEqualTo(Effect.GAP);
    assertThat(reader.hear(writer.all("node"), Duration.ZERO)).isEqualTo(Effect.CHANGED);

    assertThat(reader.rows().all()).containsExactly(new Row<>("writer", "b", "lost"));
  }

  @Test
  void hear_ofAMessageTwice_changesNothing() {
    reader.hear(writer.all("node"), Duration.ZERO);
    writer.put("a", "1");
    RowsMessage message = writer.changed("node");
    reader.hear(message, Duration.ZERO);

    assertThat(reader.hear(message, Duration.ZERO)).isEqualTo(Effect.NONE);
  }

  @Test
  void forget_dropsTheRowsAndWhatWasHeard() {
    writer.put("a", "1");
    reader.hear(writer.all("node"), Duration.ZERO);
    reader.put("own", "1");

    assertThat(reader.forget("writer")).isTrue();

    assertThat(reader.rows().all()).containsExactly(new Row<>("reader", "own", "1"));
    assertThat(reader.hear(writer.changed("node"), Duration.ZERO)).isEqualTo(Effect.GAP);
  }
}

package io.mediarouter.vertx.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerBacklogTest {
  private final AnswerBacklog backlog = new AnswerBacklog(() -> 1000, () -> 0.5);

  @Test
  void clientThatComesAgain_isStillOwedWhatWaits() {
    ClientBacklog first = backlog.enter("192.0.2.1");
    first.add(600);
    first.leave();

    ClientBacklog again = backlog.enter("192.0.2.1");

    assertThat(again.isFull()).isTrue();
    assertThat(backlog.clients()).isEqualTo(1);
    again.leave();
    again.sent(600);
    assertThat(backlog.clients()).isZero();
    assertThat(backlog.bytes()).isZero();
  }

  @Test
  void clientsWithoutAnythingUnderWay_areForgotten_theOthersAreNot() {
    ClientBacklog reading = backlog.enter("192.0.2.1");
    reading.add(600);
    reading.leave();
    ClientBacklog asking = backlog.enter("192.0.2.2");

    for (int i = 0; i < 100_000; i++) {
      backlog.enter("2001:db8::" + i).leave();
    }

    assertThat(backlog.remembered()).isLessThan(5000);
    assertThat(backlog.enter("192.0.2.1")).isSameAs(reading);
    assertThat(backlog.enter("192.0.2.2")).isSameAs(asking);
  }
}

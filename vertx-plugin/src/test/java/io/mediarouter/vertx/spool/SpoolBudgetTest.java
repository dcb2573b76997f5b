package io.mediarouter.vertx.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpoolBudgetTest {
  private final AtomicLong now = new AtomicLong(-7);
  private final SpoolBudget budget = new SpoolBudget(100, 1_000, now::get);

  @Test
  void thereIsRoom_asLongAsThereIsMemoryOrDisk() {
    assertThat(budget.hasRoom()).isTrue();
    budget.takeMemory(101);
    assertThat(budget.hasRoom()).isTrue();
    assertThat(budget.takeDisk(1_000)).isTrue();
    assertThat(budget.hasRoom()).isFalse();
    budget.giveMemory(1);
    assertThat(budget.hasRoom()).isTrue();
  }

  @Test
  void diskThatWasFoundFull_isBelievedFullForSeconds_thenTriedAgain() {
    budget.takeMemory(101);

    budget.diskFoundFull("no space left");

    assertThat(budget.isDiskFull()).isTrue();
    assertThat(budget.hasRoom()).isFalse();
    now.addAndGet(TimeUnit.SECONDS.toNanos(5));
    assertThat(budget.isDiskFull()).isFalse();
    assertThat(budget.hasRoom()).isTrue();
    assertThat(budget.timesDiskFull()).isEqualTo(1);
  }
}

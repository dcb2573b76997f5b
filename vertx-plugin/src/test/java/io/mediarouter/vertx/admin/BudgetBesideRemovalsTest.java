package io.mediarouter.vertx.admin;

import static io.mediarouter.vertx.admin.OperatedFarm.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.testfarm.TestFarm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server stays within its budget, also while a file is to go from it that does not yet. */
class BudgetBesideRemovalsTest {
  private final OperatedFarm farm =
      new OperatedFarm("store: {budget: 20, check: 100ms, keepReplaced: 1h}\n");

  @AfterEach
  void close() {
    farm.close();
  }

  @Test
  void aReplacedFileThatWaitsForItsReaders_doesNotKeepOthersFromGoing() {
    farm.watch(TestFarm.ASSET + "?height=360");
    farm.finish(0, "0123456789");
    soon().until(() -> farm.listed("") == 1);
    farm.order("POST", "renditions/refresh?asset=" + TestFarm.ASSET);
    farm.finish(1, "9876543210");
    soon().until(() -> farm.order("GET", "renditions").getInteger("files_to_remove") == 1);

    farm.watch(TestFarm.ASSET + "?height=180");
    farm.finish(2, "abcdefghij");
    farm.watch(TestFarm.ASSET + "?height=90");
    farm.finish(3, "jihgfedcba");
    soon().until(() -> farm.listed("") == 3);

    soon().until(() -> farm.listed("") < 3);
    assertThat(farm.order("GET", "renditions").getInteger("files_to_remove")).isGreaterThan(1);
  }
}

package io.mediarouter.state.durable;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends StoreContract {
  @TempDir private Path directory;

  @Override
  DurableStore open() {
    return DurableStore.inDirectory(directory);
  }
}

package io.mediarouter.state.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which two halves of a cluster become one: the row that was written last stays, and
 * entries of the cache index keep what either half has stored.
 *
 * <p>Hazelcast makes it by its name, and sends it without fields.
 */
public final class RegisterMergePolicy
    implements SplitBrainMergePolicy<
        VersionedRegister, MergingValue<VersionedRegister>, VersionedRegister> {

  @Override
  @SuppressWarnings("NullAway") // what only one half has comes without the other's
  public VersionedRegister merge(
      MergingValue<VersionedRegister> merging, MergingValue<VersionedRegister> existing) {
    return merge(merging.getValue(), existing == null ? null : existing.getValue());
  }

  static VersionedRegister merge(VersionedRegister merging, @Nullable VersionedRegister existing) {
    if (existing == null) {
      return merging;
    }
    if (merging.value() instanceof AssetEntry left
        && existing.value() instanceof AssetEntry right) {
      return new VersionedRegister(
          Math.max(merging.version(), existing.version()) + 1, "", union(left, right));
    }
    return merging.version() > existing.version() ? merging : existing;
  }

  /**
   * The entry of the source that was looked at last, with all files of it; that which was purged
   * more often, if they differ in that.
   */
  private static AssetEntry union(AssetEntry left, AssetEntry right) {
    if (left.purges() != right.purges()) {
      return left.purges() > right.purges() ? left : right;
    }
    boolean leftIsLater = left.checkedAt().isAfter(right.checkedAt());
    AssetEntry union = leftIsLater ? left : right;
    for (StoredRendition each : (leftIsLater ? right : left).renditions()) {
      union = union.with(each);
    }
    return union;
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}

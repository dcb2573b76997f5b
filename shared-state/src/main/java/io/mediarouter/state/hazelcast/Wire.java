package io.mediarouter.state.hazelcast;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.serialization.ByteArraySerializer;
import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.Popularity;
import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.farm.Flight;
import io.mediarouter.farm.LoadReport;
import io.mediarouter.farm.Occupancy;
import io.mediarouter.farm.PeerAddress;
import io.mediarouter.farm.PreemptionNotice;
import io.mediarouter.health.Ejection;
import io.mediarouter.health.HealthVote;
import io.mediarouter.health.MediaFailure;
import io.mediarouter.health.ServerCheck;
import io.mediarouter.speculate.LedgerRow;
import io.mediarouter.state.codec.RecordCodec;
import io.mediarouter.store.Removal;
import io.mediarouter.store.StoreReport;
import java.util.List;

/** The form of what goes over the wire between members. */
final class Wire {
  /**
   * Values of tables, changes and messages. A type keeps its name on the wire for ever; to send one
   * more, name it here. What makes a type known is done at the start, so no event loop waits for
   * it.
   */
  static final RecordCodec CODEC =
      new RecordCodec(
          List.of(
              ActiveTask.class,
              AdministrativeState.class,
              AssetEntry.class,
              BatchJob.class,
              Ejection.class,
              FarmChange.class,
              Flight.class,
              LedgerRow.class,
              LoadReport.class,
              MediaFailure.class,
              Occupancy.class,
              PeerAddress.class,
              HealthVote.class,
              Popularity.class,
              PreemptionNotice.class,
              Removal.class,
              ServerCheck.class,
              StoreReport.class,
              CompareAndSet.class,
              Restore.class,
              IndexChange.PutSource.class,
              IndexChange.AddRendition.class,
              IndexChange.AddCopies.class,
              IndexChange.NoteUse.class,
              IndexChange.Purge.class,
              IndexChange.RemoveCopy.class,
              IndexChange.RemoveAsset.class,
              RegisterProcessor.class,
              HistoryItem.class,
              RowsMessage.class));

  private Wire() {}

  /** Adds the forms on the wire to a configuration; once. */
  static void addTo(SerializationConfig config) {
    CODEC.prepare(VersionedRegister.class);
    CODEC.prepare(WireMessage.class);
    config.getCompactSerializationConfig().addSerializer(new RegisterForm());
    config.addSerializerConfig(
        new SerializerConfig()
            .setTypeClass(WireMessage.class)
            .setImplementation(new MessageSerializer()));
  }

  private static final class MessageSerializer implements ByteArraySerializer<WireMessage> {
    /** "MR"; others in the same Hazelcast instance have their own. */
    private static final int TYPE_ID = 0x4d52;

    @Override
    public byte[] write(WireMessage message) {
      return CODEC.write(WireMessage.class, message);
    }

    @Override
    public WireMessage read(byte[] json) {
      return CODEC.read(WireMessage.class, json);
    }

    @Override
    public int getTypeId() {
      return TYPE_ID;
    }
  }
}

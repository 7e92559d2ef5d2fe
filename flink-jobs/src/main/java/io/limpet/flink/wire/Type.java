package io.limpet.flink.wire;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** A type that one serialiser decides. Equal when the serialisers are. */
final class Type<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1;

  private final Class<T> of;
  private final TypeSerializer<T> serializer;

  @SuppressWarnings("unchecked") // a generic class has one class object
  Type(Class<?> of, TypeSerializer<T> serializer) {
    this.of = (Class<T>) of;
    this.serializer = serializer;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer.duplicate();
  }

  @Override
  public Class<T> getTypeClass() {
    return of;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof Type;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Type<?> that
        && that.of.equals(of)
        && that.serializer.equals(serializer);
  }

  @Override
  public int hashCode() {
    return serializer.hashCode();
  }

  @Override
  public String toString() {
    return of.getSimpleName();
  }
}

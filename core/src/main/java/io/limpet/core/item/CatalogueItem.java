package io.limpet.core.item;

/**
 * An item as the catalogue keeps it: what {@code limpet.items} carries.
 *
 * @param item the item
 * @param addedMillis when it was first put, epoch milliseconds; decides what counts as new
 * @param updatedMillis when it was last changed; the newer of two versions wins
 */
public record CatalogueItem(Item item, long addedMillis, long updatedMillis) {}

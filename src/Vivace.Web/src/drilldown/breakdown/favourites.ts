import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

interface FavouritesStore {
  /** Fields as TraceQL writes them, in the order in which they were chosen. */
  fields: string[];
  toggle: (field: string) => void;
}

/** Fields that this person breaks down by, kept on this machine. */
export const useFavourites = create<FavouritesStore>()(
  persist(
    (set) => ({
      fields: [],
      toggle: (field) => set(({ fields }) => ({ fields: fields.includes(field) ? fields.filter((one) => one !== field) : [...fields, field] })),
    }),
    { name: 'vivace.drilldown.favourites', storage: createJSONStorage(() => localStorage) },
  ),
);

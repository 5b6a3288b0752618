import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export type DetailsPlace = 'right' | 'bottom' | 'overlay';
export type AttributeOrder = 'received' | 'name';

/** How one person likes the details of a span on this machine. */
export interface DetailsPreferences {
  readonly place: DetailsPlace;
  /** Pixels, when docked right or shown as overlay. */
  readonly width: number;
  /** Pixels, when docked at the bottom. */
  readonly height: number;
  readonly order: AttributeOrder;
  /** Keys of attributes that stand first, whatever the order. */
  readonly pinned: readonly string[];
  /** Sections that are closed, by name. */
  readonly closed: readonly string[];
  /** Whether values are first shown as they were received. */
  readonly raw: boolean;
}

interface DetailsPreferencesStore extends DetailsPreferences {
  change: (changed: Partial<DetailsPreferences>) => void;
  togglePin: (key: string) => void;
  toggleSection: (section: string) => void;
}

export const useDetailsPreferences = create<DetailsPreferencesStore>()(
  persist(
    (set) => ({
      place: 'right',
      width: 460,
      height: 320,
      order: 'name',
      pinned: [],
      closed: [],
      raw: false,
      change: (changed) => set(changed),
      togglePin: (key) => set(({ pinned }) => ({ pinned: toggled(pinned, key) })),
      toggleSection: (section) => set(({ closed }) => ({ closed: toggled(closed, section) })),
    }),
    { name: 'vivace.details', version: 1, storage: createJSONStorage(() => localStorage) },
  ),
);

function toggled(list: readonly string[], item: string): string[] {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item];
}

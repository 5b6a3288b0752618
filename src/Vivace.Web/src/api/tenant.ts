import { create } from 'zustand';

interface TenantStore {
  /** The tenant that requests are made for; `null` when the server has only one. */
  tenant: string | null;
  choose: (tenant: string | null) => void;
}

export const useTenant = create<TenantStore>()((set) => ({
  tenant: null,
  choose: (tenant) => set({ tenant }),
}));

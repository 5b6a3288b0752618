import { create } from 'zustand';

export interface Toast {
  id: number;
  message: string;
  action?: { label: string; run: () => void };
}

interface ToastStore {
  toasts: Toast[];
  show: (message: string, action?: Toast['action']) => void;
  dismiss: (id: number) => void;
}

let nextId = 1;

/** Short facts from the background, such as "Link copied". Errors do not belong here: they stay beside what failed. */
export const useToasts = create<ToastStore>()((set) => ({
  toasts: [],
  show: (message, action) =>
    set(({ toasts }) => ({ toasts: [...toasts.slice(-2), { id: nextId++, message, ...(action === undefined ? {} : { action }) }] })),
  dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
}));

export function showToast(message: string, action?: Toast['action']): void {
  useToasts.getState().show(message, action);
}

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Where all about a topic is to be read: a page of its own, or further down the same sheet. */
export const TopicLinks = createContext((topic: number): string => `/topics/${topic}`);

export const useTopicLink = (): ((topic: number) => string) => useContext(TopicLinks);

import { dozen } from './dozen.ts';
import { lane } from './lane.ts';

lane(dozen);

// Sums over a window of channels, as local response normalisation takes them, for kernels of vectors of channels (layout.glsl).
#ifndef CNNVULKAN_CHANNEL_WINDOW_GLSL
#define CNNVULKAN_CHANNEL_WINDOW_GLSL

// Adds to each channel of a vector what the vector v vectors further on holds of its window, `before` channels to `after`.
void add_window(inout VECTOR sum, VECTOR values, int v, uint before, uint after)
{
    [[unroll]] for (int j = 0; j < WIDTH; j++) {
        [[unroll]] for (int i = 0; i < WIDTH; i++) {
            int distance = v * WIDTH + j - i;
            if (distance >= -int(before) && distance <= int(after))
                COMPONENT(sum, i) += COMPONENT(values, j);
        }
    }
}

// The first and the last vector that a window reaches, counted from its own; constants where the window is one.
#define FIRST_VECTOR(before) (-int((before) + WIDTH - 1) / WIDTH)
#define LAST_VECTOR(after) (int((after) + WIDTH - 1) / WIDTH)

#endif
